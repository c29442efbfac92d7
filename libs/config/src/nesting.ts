import { createScanner, SyntaxKind } from 'jsonc-parser';

/** Values nested deeper than this would exhaust the stack of what reads, checks or prints them. No configuration needs them. */
const DEEPEST = 100;

export const TOO_DEEP = `lists and objects are nested more than ${DEEPEST} deep`;

/** Returns the offset of the first bracket that is nested too deeply, or undefined if the JSON has none. */
export function tooDeepAt(json: string): number | undefined {
  const scanner = createScanner(json, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    if (token === SyntaxKind.OpenBraceToken || token === SyntaxKind.OpenBracketToken) depth++;
    if (token === SyntaxKind.CloseBraceToken || token === SyntaxKind.CloseBracketToken) depth--;
    if (depth > DEEPEST) return scanner.getTokenOffset();
  }
  return undefined;
}

/** Whether lists and objects in a value are nested too deeply. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []));
    if (level.length === 0) return false;
  }
  return true;
}
