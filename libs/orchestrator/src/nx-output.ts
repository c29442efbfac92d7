import type { Verbosity } from '@hypriotkit/contract';
import type { StreamName } from '@hypriotkit/engine';

/** What Nx says of itself: what it is going to run, what it has run. */
const ABOUT_ITSELF = /^\s*$|^ NX {3}(Running|Successfully ran) |^- \w+$|^> nx run /;
/** How Nx's advice on the speed of a run begins, which goes on to the end. */
const ADVICE = /^ {2}Run duration: /;

/** What is shown of what Nx and its tasks say: everything, what the components do, or what they said before a failure. */
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

  /** Shows what was kept for the case of a failure. */
  showKept(): void {
    for (const [stream, line] of this.kept) this.write(stream, line);
  }
}
