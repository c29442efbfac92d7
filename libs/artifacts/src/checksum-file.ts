import { posix } from 'node:path';
import { ChecksumUnreadable, listed } from './errors';

/** The format of GNU sha256sum (text or binary), or a bare checksum. A leading backslash marks an escaped name. */
const GNU = /^\\?([0-9a-f]{64})(?:[ \t]+\*?(.+))?$/i;
/** The format of BSD's sha256, `sha256sum --tag` and openssl. */
const BSD = /^SHA2?-?256 ?\((.+)\) ?= ?([0-9a-f]{64})$/i;

/**
 * Returns the SHA-256 that a checksum file gives for a file, in lower case. The checksum file may list other files and
 * may give the file's name with a folder.
 *
 * @throws ChecksumUnreadable when it has no checksum for this file
 */
export function sha256In(text: string, file: string): string {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new ChecksumUnreadable(file, 'is empty');
  const said = lines.map((line) => parse(line.trim()));
  const own = said.filter((found) => found && isOf(found.name, file)).map((found) => found!.sha256);
  if (new Set(own).size > 1) throw new ChecksumUnreadable(file, `contains ${own.length} different checksums of it`);
  if (own[0] !== undefined) return own[0];
  const others = said.flatMap((found) => (found ? [found.name!] : []));
  if (others.length > 0) throw new ChecksumUnreadable(file, `contains no checksum of it, only of ${listed(others)}`);
  throw new ChecksumUnreadable(file, 'contains no SHA-256 (64 hexadecimal digits)');
}

function parse(line: string): { sha256: string; name: string | undefined } | undefined {
  const [, bsdName, bsdSum] = BSD.exec(line) ?? [];
  if (bsdSum !== undefined) return { sha256: bsdSum.toLowerCase(), name: bsdName };
  const [, sum, name] = GNU.exec(line) ?? [];
  return sum === undefined ? undefined : { sha256: sum.toLowerCase(), name };
}

/** `-` means standard input. */
const isOf = (name: string | undefined, file: string): boolean =>
  name === undefined || name === '-' || posix.basename(name.replaceAll('\\', '/')) === file;
