import { brokenBeginningAtEnd, brokenOccurrences } from './broken-lines';
import { type Forms, SHORTEST_PART } from './forms';

/** Replaces a secret. */
const MASK = '***';
const WORD_CHARACTER = /[\p{L}\p{N}]/u;

/**
 * Masks text that arrives in pieces, wherever it was cut. Text that may be the beginning of a secret is held back until
 * more arrives; everything else is passed on at once. Line ends stay, even within a secret.
 *
 * A secret of one or two characters is masked only where it stands alone. Masking it within words would make them
 * unreadable, and the gaps would reveal it.
 */
export class StreamMask {
  /** Text that may still turn out to be a secret or part of one. */
  private rest = '';
  /** Marks the characters of `rest` that belong to a secret. */
  private readonly hidden: true[] = [];
  /** How many characters of `rest` have been passed on, masked. */
  private shown = 0;
  /** The last characters before `rest`. */
  private before = '';
  /** Whether the last output was a mask, which following hidden characters extend. */
  private isMasking = false;

  constructor(private readonly forms: () => Forms) {}

  take(text: string): string {
    this.rest += text;
    this.look(false);
    return this.pass(this.rest.length - this.heldLength());
  }

  /** Ends the text and returns the rest. */
  end(): string {
    this.look(true);
    return this.pass(this.rest.length);
  }

  /** Whether a line end is held back, which other output may be waiting for. */
  get holdsLine(): boolean {
    return this.rest.includes('\n', this.shown);
  }

  /** Passes on the held text, masked. It is remembered in case it is the beginning of a secret. */
  release(): string {
    this.hide(this.shown, this.rest.length);
    const released = this.masked(this.shown, this.rest.length);
    this.shown = this.rest.length;
    return released;
  }

  /** Finds secrets, even overlapping ones. */
  private look(isEnd: boolean): void {
    const { asTheyAre, broken } = this.forms();
    for (const form of asTheyAre) {
      for (let at = this.rest.indexOf(form); at >= 0; at = this.rest.indexOf(form, at + 1)) {
        if (isShort(form) && !this.standsAlone(at, form.length, isEnd)) continue;
        this.hide(at, at + form.length);
      }
    }
    for (const { from, to, isCut } of broken.flatMap((form) => brokenOccurrences(form, this.rest))) {
      if (!isCut) this.hide(from, to);
    }
  }

  private hide(from: number, to: number): void {
    for (let at = from; at < to; at++) this.hidden[at] = true;
  }

  private standsAlone(at: number, length: number, isEnd: boolean): boolean {
    const after = this.rest.slice(at + length, at + length + 2);
    if (after === '' && !isEnd) return false;
    return ![
      lastCharacter(at < 2 ? this.before + this.rest.slice(0, at) : this.rest.slice(at - 2, at)),
      firstCharacter(after),
    ].some(isOfWord);
  }

  /** How many characters at the end may be the beginning of a secret. */
  private heldLength(): number {
    const { asTheyAre, broken } = this.forms();
    const lengths = asTheyAre.map((form) => this.beginningAtEnd(form));
    return Math.max(0, ...lengths, ...broken.map((form) => brokenBeginningAtEnd(form, this.rest)));
  }

  private beginningAtEnd(form: string): number {
    const { length } = this.rest;
    // A complete short secret is held back too: the next character decides whether it stands alone.
    const longest = isShort(form) ? form.length + 1 : form.length - 1;
    const first = form[0]!;
    for (
      let at = this.rest.indexOf(first, Math.max(0, length - longest));
      at >= 0;
      at = this.rest.indexOf(first, at + 1)
    ) {
      if (form.startsWith(this.rest.slice(at))) return length - at;
    }
    return 0;
  }

  private pass(end: number): string {
    const passed = this.masked(Math.min(this.shown, end), end);
    this.before = (this.before + this.rest.slice(0, end)).slice(-2);
    this.rest = this.rest.slice(end);
    this.hidden.splice(0, end);
    this.shown = Math.max(0, this.shown - end);
    return passed;
  }

  private masked(from: number, to: number): string {
    if (this.hidden.length === 0) {
      if (from < to) this.isMasking = false;
      return this.rest.slice(from, to);
    }
    let text = '';
    for (let at = from; at < to; at++) {
      const character = this.rest[at]!;
      const isHidden = this.hidden[at] === true && character !== '\n';
      if (!isHidden) text += character;
      else if (!this.isMasking) text += MASK;
      this.isMasking = isHidden;
    }
    return text;
  }
}

const isShort = (form: string): boolean => form.length < SHORTEST_PART;
const isOfWord = (character: string): boolean => WORD_CHARACTER.test(character);
const lastCharacter = (text: string): string => [...text].at(-1) ?? '';
const firstCharacter = (text: string): string => [...text].at(0) ?? '';
