import { stripVTControlCharacters } from 'node:util';
import type { Verbosity } from '@hypriotkit/contract';
import { duration, Masker, type Logger } from '@hypriotkit/core';

/** How builders announce a step on their standard output. */
const STEP_MARK = '==> ';
/** How they say something that is to be known without asking for details, within a step. */
const NOTE_MARK = '--> ';
/** How they warn: of what is no failure of the build, and may well be one later. */
const WARNING_MARK = '!!> ';
/** Seconds without a line after which a running step says that it still moves. */
const SILENCE_SECONDS = 15;
const TAIL_LINES = 30;
const GLIMPSE_LENGTH = 80;

/**
 * Plain lines about one component, each marked with its name. They are kept by Nx's cache and shown again, so they hold
 * no cursor tricks and no secrets.
 */
export class ComponentLog implements Logger {
  private readonly started = Date.now();
  private current: { text: string; since: number } | undefined;
  private glimpse = '';
  private lastLine = Date.now();
  private readonly lastLines: string[] = [];
  private readonly noted: string[] = [];
  private readonly beat: NodeJS.Timeout;

  constructor(
    private readonly component: string,
    private readonly verbosity: Verbosity,
    /** Takes secrets out of everything. Containers are to use it too, before they make lines. */
    readonly masker: Masker = new Masker(),
    private readonly write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
  ) {
    this.beat = setInterval(() => this.showThatItMoves(), 1000);
    this.beat.unref();
  }

  /** A line that the component's container wrote. */
  line(raw: string): void {
    const text = this.clean(raw);
    if (text === '') return;
    this.lastLines.push(text);
    if (this.lastLines.length > TAIL_LINES) this.lastLines.shift();
    if (text.startsWith(NOTE_MARK) || text.startsWith(WARNING_MARK)) this.noted.push(text);
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

  /** Something to be known, which does not end the step that it belongs to. */
  note(text: string): void {
    if (this.verbosity !== 'quiet') this.print(`note: ${this.clean(text)}`);
  }

  warn(text: string): void {
    this.print(`warning: ${this.clean(text)}`);
  }

  /** The outcome, with the time that the whole took. */
  done(text: string): void {
    this.close();
    if (this.verbosity !== 'quiet') this.print(`done: ${this.clean(text)} (${duration(Date.now() - this.started)})`);
  }

  /** The last lines that the container wrote, for the message of a failure. */
  tail(): string[] {
    return [...this.lastLines];
  }

  /** The container's notes and warnings, as it wrote them: `line` says them again. */
  notes(): string[] {
    return [...this.noted];
  }

  close(): void {
    clearInterval(this.beat);
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
    this.write(`${this.component}: ${text}`);
  }

  /**
   * What a terminal would show of a line in the end, without colours, and without what must not be shown: of the raw text,
   * and of what has come together where something was taken out.
   */
  private clean(raw: string): string {
    const shown = stripVTControlCharacters(this.masker.mask(raw).trimEnd().split('\r').at(-1) ?? '');
    // What is left of a sequence that a mask has broken.
    return this.masker.mask(shown.replaceAll('\u001b', ''));
  }
}
