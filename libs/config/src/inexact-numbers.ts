import { inWords, type Places } from './describe-problems';

/** Describes the whole numbers in a value that are not kept as they were written, for they are too large for JavaScript. */
export function inexactNumbers(
  value: unknown,
  { lineOf = () => undefined }: Places = {},
  path: string[] = [],
): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => inexactNumbers(inner, { lineOf }, [...path, name]));
  }
  if (typeof value !== 'number' || !(Math.abs(value) > Number.MAX_SAFE_INTEGER)) return [];
  const line = lineOf(path);
  return [
    `${line ? `line ${line}: ` : ''}${inWords(path)}: the number is too large; at most ${Number.MAX_SAFE_INTEGER} is exact`,
  ];
}
