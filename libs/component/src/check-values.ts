import { ValueNotPassable } from './errors';
import type { Expanded } from './expand-request';

/** Linux's limit for a variable with its name, or a word of a command, in bytes (MAX_ARG_STRLEN), without the final NUL. */
const LONGEST = 32 * 4096 - 1;
/** Of all of them together. Linux has room for a quarter of the stack's 8 MB. */
const LONGEST_IN_ALL = 2 * 1024 * 1024 - 64 * 1024;

/**
 * Refuses values that a container would get changed, or that would keep it from starting.
 *
 * @throws ValueNotPassable
 */
export function checkValues({ environment, command = [] }: Pick<Expanded, 'environment' | 'command'>): void {
  const variables = Object.entries(environment).map(([name, value]) => [
    `The environment variable ${JSON.stringify(name)}`,
    `${name}=${value}`,
  ]);
  const words = command.map((word, at) => [`Word ${at + 1} of the command`, word]);
  const all = [...variables, ...words] as [what: string, text: string][];
  for (const [what, text] of all) {
    const reason = problemOf(text);
    if (reason !== undefined) throw new ValueNotPassable(what, reason);
  }
  const bytes = all.reduce((sum, [, text]) => sum + Buffer.byteLength(text) + 1, 0);
  if (bytes > LONGEST_IN_ALL) {
    throw new ValueNotPassable('The environment', `would have ${bytes} bytes, and Linux allows ${LONGEST_IN_ALL}`);
  }
}

function problemOf(text: string): string | undefined {
  if (text.includes('\0')) return 'would contain a NUL character, at which Linux ends it';
  if (/\p{Surrogate}/u.test(text))
    return 'would contain half a character (a lone surrogate such as \\ud800), which UTF-8 does not have';
  const bytes = Buffer.byteLength(text);
  return bytes > LONGEST ? `would have ${bytes} bytes with its name, and Linux allows ${LONGEST}` : undefined;
}
