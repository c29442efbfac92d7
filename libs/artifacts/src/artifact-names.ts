import { ArtifactNameInvalid } from './errors';
import { MANIFEST } from './manifest';
import { matches, type ArtifactPattern } from './pattern';

/** Bytes that file systems take, less the endings that a file has while it is written, and that of its checksum. */
const LONGEST = 255 - '.sha256.partial'.length;

/** What a name must not be, and why. Of characters the first one that does not fit is told. */
const RULES: [unfit: (name: string) => boolean, reason: string][] = [
  [(name) => name === '', 'is empty'],
  [(name) => name.includes('/'), 'has a slash: an artifact lies in the workspace folder itself'],
  [(name) => name.includes('\\'), 'has a backslash'],
  [(name) => /\s/.test(name), 'has a blank or the end of a line in it'],
  [(name) => /\p{C}/u.test(name), 'has a character in it that cannot be printed'],
  [(name) => name.startsWith('.'), 'begins with a dot: that is a hidden file'],
  [(name) => name.startsWith('-'), 'begins with a dash: programs would take it for an option'],
  [(name) => name === MANIFEST, 'has the name of what describes the artifacts'],
  [(name) => name.endsWith('.sha256'), 'ends like the checksum of another file: those come by themselves'],
  [(name) => name.endsWith('.partial'), 'ends like a file that is being written'],
  [(name) => Buffer.byteLength(name) > LONGEST, `is longer than ${LONGEST} bytes`],
];

/**
 * Checks the name of a file, or a pattern of names, that is kept beside others.
 *
 * @param template what the name was made of, as project.json has it
 * @throws ArtifactNameInvalid
 */
export function checkFileName(name: string, template = name): void {
  const rule = RULES.find(([unfit]) => unfit(name));
  if (rule) throw new ArtifactNameInvalid(template, name, rule[1]);
}

/**
 * Checks patterns that are to stand for one file each, as far as that can be told before the files are there.
 *
 * @param templates the same patterns as project.json has them
 * @throws ArtifactNameInvalid
 */
export function checkPatterns(patterns: ArtifactPattern[], templates = patterns): void {
  for (const [index, pattern] of patterns.entries()) {
    const template = templates[index]!.file;
    checkFileName(pattern.file, template);
    const before = patterns.slice(0, index);
    if (before.some(({ role }) => role === pattern.role)) {
      throw new ArtifactNameInvalid(template, pattern.file, `has the role "${pattern.role}", and so has another one`);
    }
    const same = before.find((other) => matches(other, pattern.file) || matches(pattern, other.file));
    if (same) throw new ArtifactNameInvalid(template, pattern.file, `fits the same files as "${same.file}"`);
  }
}
