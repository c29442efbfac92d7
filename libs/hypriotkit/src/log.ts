import type { LineSink, Logger, Verbosity } from '@hypriotkit/api';
import { duration } from '@hypriotkit/core';

/** Logs the program's own lines beside those of the components, marked with its name and filtered by verbosity. */
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

  /** Logs the outcome with the total time. */
  done(text: string): void {
    this.step(`done: ${text} (${duration(Date.now() - this.started)})`);
  }
}
