import { distance } from 'fastest-levenshtein';

/** Returns a suggestion for a misspelled word, as the end of a message; empty if no known word is close. */
export function closest(word: string, known: string[]): string {
  const [best] = known
    .map((name) => ({ name, mistakes: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.mistakes - b.mistakes);
  // Two swapped letters count as two mistakes.
  const tolerated = Math.min(Math.max(2, Math.floor(word.length / 3)), word.length - 1);
  return best && best.mistakes <= tolerated ? `; did you mean "${best.name}"?` : '';
}
