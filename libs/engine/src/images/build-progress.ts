import type { Masker } from '@hypriotkit/core';
import { LineSplitter } from '../containers/lines';
import type { EngineEvent } from './engine-events';
import { failureOf } from './engine-events';

/** How much of a failing step's output is worth showing. */
const KEPT_LINES = 20;

/** Follows a build: which step it is at, what that step wrote last, and how it ended. */
export class BuildProgress {
  /** `Step 3/7 : RUN make` */
  step: string | undefined;
  lastLines: string[] = [];
  /** The image, once it is built. */
  id: string | undefined;
  /** Why it failed, once it has. */
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
