/** Returns the value of a variable, or undefined if it has none. */
export type ValueOf = (name: string) => string | undefined;

/**
 * Expands a word of a Dockerfile as the engine does: removes quotes and replaces variables.
 *
 * @throws Error with the reason when engines reject the word or differ on it
 */
export const expandedWord = (word: string, valueOf: ValueOf): string => new Word(word, valueOf).read();

/** Operators after the name in `${NAME...}`. */
const MODIFIER = /^(:?)([-+?])/;

class Word {
  private at = 0;

  constructor(
    private readonly word: string,
    private readonly valueOf: ValueOf,
  ) {}

  /** Reads up to and including this character, or to the end if none is given. */
  read(end?: string): string {
    let text = '';
    while (this.at < this.word.length) {
      const char = this.word[this.at++]!;
      if (char === end) return text;
      if (char === '$') text += this.variable();
      else if (char === "'" && end !== '"') text += this.literal();
      else if (char === '"' && end !== '"') text += this.read('"');
      else text += char;
    }
    if (end !== undefined) throw new Error(`${end} is missing in ${this.word}`);
    return text;
  }

  private literal(): string {
    const end = this.word.indexOf("'", this.at);
    if (end === -1) throw new Error(`' is missing in ${this.word}`);
    const text = this.word.slice(this.at, end);
    this.at = end + 1;
    return text;
  }

  private variable(): string {
    const isBraced = this.take(/^\{/) !== undefined;
    const [name] = this.take(/^[a-z_]\w*/i) ?? [];
    if (name === undefined) throw new Error(`${this.word} has a $ without the name of a variable`);
    const value = this.valueOf(name);
    if (!isBraced || this.take(/^\}/)) return value ?? '';
    const [, colon, operator] = this.take(MODIFIER) ?? [];
    if (operator === undefined) throw new Error(`${this.word} has a substitution that not every engine supports`);
    const other = this.read('}');
    const counts = colon === '' ? value !== undefined : Boolean(value);
    if (operator === '+') return counts ? other : '';
    if (operator === '?' && !counts) throw new Error(`${name} has no value: ${other}`);
    return counts ? value! : other;
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.word.slice(this.at)) ?? undefined;
    this.at += found?.[0].length ?? 0;
    return found;
  }
}
