import type { Logger, Verbosity } from '@hypriotkit/api';
import { duration } from '@hypriotkit/component';

/** The program's own lines, as those of the components beside them: marked with its name, and as many as are asked for. */
export class ProgramLog implements Logger {
  private readonly started = Date.now();

  constructor(private readonly verbosity: Verbosity) {}

  step(text: string): void {
    if (this.verbosity !== 'quiet') console.log(`hypriotkit: ${text}`);
  }

  detail(text: string): void {
    if (this.verbosity === 'debug') console.log(`hypriotkit:   ${text}`);
  }

  warn(text: string): void {
    console.error(`hypriotkit: warning: ${text}`);
  }

  /** The outcome, with the time that the whole took. */
  done(text: string): void {
    this.step(`done: ${text} (${duration(Date.now() - this.started)})`);
  }
}
