import type { Verbosity } from '@hypriotkit/contract';
import { duration, Masker, plainText, type Logger } from '@hypriotkit/core';

/** Prefix of a step that a builder announces on its standard output. */
const STEP_MARK = '==> ';
/** Prefix of a note: shown at verbosity info, within a step. */
const NOTE_MARK = '--> ';
/** Prefix of a warning about something that does not fail this build, but may fail a later one. */
const WARNING_MARK = '!!> ';
/** Whether a builder announces something with the line, and reports no failure. */
export const isAnnouncement = (line: string): boolean => line.startsWith(STEP_MARK) || line.startsWith(NOTE_MARK);
/** Seconds without output after which a running step reports that it is still running. */
const SILENCE_SECONDS = 15;
const TAIL_LINES = 30;
const TAIL_LENGTH = 2000;
const GLIMPSE_LENGTH = 80;
/** Notes that the manifest keeps, at most, and characters of each. A builder that says more has a mistake. */
const KEPT_NOTES = 100;
const NOTE_LENGTH = 1000;

/**
 * Plain lines about one component, each with its name. Nx's cache keeps them and shows them again, so they have no
 * cursor movements and no secrets.
 */
export class ComponentLog implements Logger {
  private readonly started = Date.now();
  private current: { text: string; since: number } | undefined;
  private glimpse = '';
  private lastLine = Date.now();
  private readonly lastLines: string[] = [];
  private readonly noted = new Set<string>();
  private readonly beat: NodeJS.Timeout;

  constructor(
    private readonly component: string,
    private readonly verbosity: Verbosity,
    /** Masks secrets in all output. Containers must use it too, before output is split into lines. */
    readonly masker: Masker = new Masker(),
    private readonly write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
  ) {
    this.beat = setInterval(() => this.showThatItMoves(), 1000);
    this.beat.unref();
  }

  /** Logs a line that the component's container wrote. */
  line(raw: string): void {
    const text = this.clean(raw);
    if (text === '') return;
    this.lastLines.push(text.length > TAIL_LENGTH ? `${text.slice(0, TAIL_LENGTH)} ...` : text);
    if (this.lastLines.length > TAIL_LINES) this.lastLines.shift();
    if (text.startsWith(NOTE_MARK) || text.startsWith(WARNING_MARK)) this.keepNote(text.slice(0, NOTE_LENGTH));
    if (text.startsWith(STEP_MARK)) this.step(text.slice(STEP_MARK.length));
    else if (text.startsWith(NOTE_MARK)) this.note(text.slice(NOTE_MARK.length));
    else if (text.startsWith(WARNING_MARK)) this.warn(text.slice(WARNING_MARK.length));
    else this.detail(text);
  }

  step(text: string): void {
    this.current = { text: this.clean(text), since: Date.now() };
    this.glimpse = '';
    if (this.verbosity !== 'quiet') this.print(this.current.text);
  }

  detail(text: string): void {
    this.glimpse = this.clean(text);
    if (this.verbosity === 'debug') this.print(`  ${this.glimpse}`);
  }

  /** Logs a message without ending the current step. */
  note(text: string): void {
    if (this.verbosity !== 'quiet') this.print(`note: ${this.clean(text)}`);
  }

  warn(text: string): void {
    this.print(`warning: ${this.clean(text)}`);
  }

  /** Returns a log for a part of the work, with a tail and notes of its own. The current step has ended. */
  part(name: string): ComponentLog {
    this.current = undefined;
    return new ComponentLog(`${this.component}, ${name}`, this.verbosity, this.masker, this.write);
  }

  /** Shows lines that are the purpose of the work. */
  show(lines: string[]): void {
    if (this.verbosity !== 'quiet') for (const line of lines) if (line !== '') this.print(this.clean(line));
  }

  /** Logs the outcome and the total time. */
  done(text: string): void {
    this.close();
    if (this.verbosity !== 'quiet') this.print(`done: ${this.clean(text)} (${duration(Date.now() - this.started)})`);
  }

  /** The last lines of the container, for an error message. */
  tail(): string[] {
    return [...this.lastLines];
  }

  /** The container's notes and warnings with their prefixes, so that `line` can repeat them. Another attempt says the same again. */
  notes(): string[] {
    return [...this.noted];
  }

  close(): void {
    clearInterval(this.beat);
  }

  private keepNote(text: string): void {
    if (this.noted.size < KEPT_NOTES) this.noted.add(text);
  }

  private showThatItMoves(): void {
    if (this.verbosity === 'quiet' || !this.current) return;
    if (Date.now() - this.lastLine < SILENCE_SECONDS * 1000) return;
    const { text, since } = this.current;
    const now = this.glimpse ? `: ${this.glimpse.slice(0, GLIMPSE_LENGTH)}` : '';
    this.print(`${text} ... ${duration(Date.now() - since)}${now}`);
  }

  private print(text: string): void {
    this.lastLine = Date.now();
    try {
      this.write(`${this.component}: ${text}`);
    } catch {
      // Nx keeps a copy of the output. A disk that is full for it must not end the task before it has cleaned up.
    }
  }

  /** Returns a line as a terminal would finally show it, without colours and without secrets. */
  private clean(raw: string): string {
    return plainText(this.masker.mask(raw).trimEnd().split('\r').at(-1) ?? '', this.masker);
  }
}
