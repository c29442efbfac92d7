import { distance } from 'fastest-levenshtein';

/** The words that suggest what was meant, or nothing where nothing known is near. */
export function closest(word: string, known: string[]): string {
  const [best] = known
    .map((name) => ({ name, mistakes: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.mistakes - b.mistakes);
  // Two letters that changed places are two mistakes.
  const tolerated = Math.min(Math.max(2, Math.floor(word.length / 3)), word.length - 1);
  return best && best.mistakes <= tolerated ? `; did you mean "${best.name}"?` : '';
}
