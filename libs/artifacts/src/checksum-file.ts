import { posix } from 'node:path';
import { ChecksumUnreadable } from './errors';

/** As GNU sha256sum writes it, text or binary, or the checksum alone; a name with odd characters has a backslash first. */
const GNU = /^\\?([0-9a-f]{64})(?:[ \t]+\*?(.+))?$/i;
/** As BSD's sha256, sha256sum --tag and openssl write it. */
const BSD = /^SHA2?-?256 ?\((.+)\) ?= ?([0-9a-f]{64})$/i;

/**
 * The SHA-256 that a checksum file says of a file, in small letters. It may list other files too, and may name a file with
 * the folder that it was in.
 *
 * @throws ChecksumUnreadable when it says none, or only those of other files
 */
export function sha256In(text: string, file: string): string {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new ChecksumUnreadable(file, 'is empty');
  const said = lines.map((line) => parse(line.trim()));
  const own = said.filter((found) => found && isOf(found.name, file)).map((found) => found!.sha256);
  if (new Set(own).size > 1) throw new ChecksumUnreadable(file, `says ${own.length} checksums of it`);
  if (own[0] !== undefined) return own[0];
  const others = said.flatMap((found) => (found ? [found.name!] : []));
  if (others.length > 0) throw new ChecksumUnreadable(file, `says nothing of it, but of ${others.join(', ')}`);
  throw new ChecksumUnreadable(file, `holds no SHA-256, which is 64 hexadecimal digits`);
}

function parse(line: string): { sha256: string; name: string | undefined } | undefined {
  const [, bsdName, bsdSum] = BSD.exec(line) ?? [];
  if (bsdSum !== undefined) return { sha256: bsdSum.toLowerCase(), name: bsdName };
  const [, sum, name] = GNU.exec(line) ?? [];
  return sum === undefined ? undefined : { sha256: sum.toLowerCase(), name };
}

/** `-` is standard input. */
const isOf = (name: string | undefined, file: string): boolean =>
  name === undefined || name === '-' || posix.basename(name.replaceAll('\\', '/')) === file;
