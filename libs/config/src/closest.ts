import { distance } from 'fastest-levenshtein';

/** Returns a suggestion for a misspelled word, as the end of a message; empty if no known word is close. */
export function closest(word: string, known: string[]): string {
  const wanted = word.toLowerCase();
  const [best] = known
    .map((name) => ({ name, mistakes: distance(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.mistakes - b.mistakes);
  // Two swapped letters count as two mistakes.
  const tolerated = Math.min(Math.max(2, Math.floor(word.length / 3)), word.length - 1);
  const whole = known.find((name) => partsOf(name).includes(wanted));
  const suggestion = whole ?? (best && best.mistakes <= tolerated ? best.name : undefined);
  return suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
}

/** The parts of a name such as `Europe/Berlin`, `de_DE.UTF-8` or `de(neo)`, in lower case. */
const partsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[/.()]/)
    .filter(Boolean);
