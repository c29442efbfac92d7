import type { Masker } from '@hypriotkit/core';
import { LineSplitter } from '../containers/lines';
import type { EngineEvent } from './engine-events';
import { failureOf } from './engine-events';

/** How many lines of a failed step to keep. */
const KEPT_LINES = 20;

/** Tracks a build: its current step, the last lines of that step, and the result. */
export class BuildProgress {
  /** Such as `Step 3/7 : RUN make`. */
  step: string | undefined;
  lastLines: string[] = [];
  /** Id of the image, once it is built. */
  id: string | undefined;
  /** Reason of the failure, if it failed. */
  failure: string | undefined;

  private readonly splitter: LineSplitter;
  private readonly onLine: (line: string) => void;

  constructor(onLine: (line: string) => void, masker?: Masker) {
    this.splitter = new LineSplitter(undefined, masker?.stream());
    this.onLine = onLine;
  }

  take(event: EngineEvent): void {
    if (event.stream !== undefined) this.splitter.take(Buffer.from(event.stream)).forEach((line) => this.line(line));
    if (event.status !== undefined) this.onLine(event.status);
    if (event.aux?.ID !== undefined) this.id = event.aux.ID;
    this.failure ??= failureOf(event);
  }

  end(): void {
    this.splitter.end().forEach((line) => this.line(line));
  }

  private line(line: string): void {
    if (/^Step \d+\/\d+ : /.test(line)) {
      this.step = line;
      this.lastLines = [];
    } else if (line.trim() !== '') {
      this.lastLines = [...this.lastLines, line].slice(-KEPT_LINES);
    }
    if (line !== '') this.onLine(line);
  }
}
