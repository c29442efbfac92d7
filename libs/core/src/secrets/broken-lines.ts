/** Characters of a form that must be on one line before the rest is looked for on the next. */
const BEGINNING = 4;
const BLANK = /\s/;

interface Occurrence {
  from: number;
  to: number;
  /** The text ends before the form does. */
  isCut: boolean;
}

/** Finds a form without blanks in a text that may break it with line ends and indentation. */
export function brokenOccurrences(form: string, text: string): Occurrence[] {
  const beginning = form.slice(0, BEGINNING);
  const found: Occurrence[] = [];
  for (let from = text.indexOf(beginning); from >= 0; from = text.indexOf(beginning, from + 1)) {
    const occurrence = occurrenceAt(from, form, text);
    if (occurrence) found.push(occurrence);
  }
  return found;
}

/** Returns how many characters at the end of a text may be the beginning of a form. */
export function brokenBeginningAtEnd(form: string, text: string): number {
  const cut = brokenOccurrences(form, text).find(({ isCut }) => isCut);
  if (cut) return text.length - cut.from;
  for (let length = BEGINNING - 1; length > 0; length--) if (text.endsWith(form.slice(0, length))) return length;
  return 0;
}

function occurrenceAt(from: number, form: string, text: string): Occurrence | undefined {
  let to = from + BEGINNING;
  for (let matched = BEGINNING; matched < form.length; to++) {
    if (to === text.length) return { from, to, isCut: true };
    if (text[to] === form[matched]) matched++;
    else if (!BLANK.test(text[to]!)) return undefined;
  }
  return { from, to, isCut: false };
}
