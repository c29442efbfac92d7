import type { Verbosity } from '@hypriotkit/contract';
import type { StreamName } from '@hypriotkit/engine';

/** Lines in which Nx reports what it runs or has run, but not what others have built: the lines of that build follow. */
const ABOUT_ITSELF =
  /^\s*$|^ NX {3}(Running|Successfully ran) |^- [\w-]+$|^With additional flags:$|^ {2}--fresh=true$|^> nx run (?!.*\[remote cache\])/;
/** The start of Nx's advice on speed, which continues to the end of the output. */
const ADVICE = /^ {2}Run duration: /;

/**
 * Filters the output of Nx and its tasks by verbosity: everything, the components' lines, or nothing unless the run
 * fails.
 */
export class NxOutput {
  private readonly kept: [StreamName, string][] = [];
  private isAdvice = false;

  constructor(
    private readonly verbosity: Verbosity,
    private readonly write = (stream: StreamName, line: string): void => void process[stream].write(`${line}\n`),
  ) {}

  take(stream: StreamName, line: string): void {
    if (this.verbosity === 'debug') return this.write(stream, line);
    this.isAdvice ||= ADVICE.test(line);
    if (this.isAdvice || ABOUT_ITSELF.test(line)) return;
    if (this.verbosity === 'quiet') this.kept.push([stream, line]);
    else this.write(stream, line);
  }

  /** Shows the lines that were kept in case of a failure. */
  showKept(): void {
    for (const [stream, line] of this.kept) this.write(stream, line);
  }
}
