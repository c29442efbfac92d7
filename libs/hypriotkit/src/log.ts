import type { LineSink, Logger, Verbosity } from '@hypriotkit/api';
import { duration } from '@hypriotkit/core';

/** The program's own lines, as those of the components beside them: marked with its name, and as many as are asked for. */
export class ProgramLog implements Logger {
  private readonly started = Date.now();

  constructor(
    private readonly verbosity: Verbosity,
    private readonly line: LineSink,
  ) {}

  step(text: string): void {
    if (this.verbosity !== 'quiet') void this.line('stdout', `hypriotkit: ${text}`);
  }

  detail(text: string): void {
    if (this.verbosity === 'debug') void this.line('stdout', `hypriotkit:   ${text}`);
  }

  warn(text: string): void {
    void this.line('stderr', `hypriotkit: warning: ${text}`);
  }

  /** The outcome, with the time that the whole took. */
  done(text: string): void {
    this.step(`done: ${text} (${duration(Date.now() - this.started)})`);
  }
}
