import { isUtf8 } from 'node:buffer';

/*
 * Linux allows any bytes in the name of a file and in the target of a link. Node.js replaces those that are not UTF-8, and
 * a file with the name that it then gives does not exist.
 */

/** Returns the text of a name; undefined if it is not UTF-8. */
export const textOfName = (bytes: Buffer): string | undefined => (isUtf8(bytes) ? bytes.toString() : undefined);

/** Returns a name that is not UTF-8 as programs show it: `B\xe4r.txt`. */
export const shownBytes = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
