import { ArtifactNameInvalid } from './errors';
import { MANIFEST } from './manifest';
import { matches, type ArtifactPattern } from './pattern';

/** Longest file name in bytes. File systems allow 255; `.sha256` and `.partial` need room. */
const LONGEST = 255 - '.sha256.partial'.length;

/** Tests for unfit names, with reasons. The first match is reported. */
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
 * Checks a file name, or a pattern of names, of an artifact or a report.
 *
 * @param template the name as project.json has it, before fields are filled in
 * @throws ArtifactNameInvalid
 */
export function checkFileName(name: string, template = name): void {
  const rule = RULES.find(([unfit]) => unfit(name));
  if (rule) throw new ArtifactNameInvalid(template, name, rule[1]);
}

/**
 * Checks patterns that must each match one file, as far as that is possible before the files exist.
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
