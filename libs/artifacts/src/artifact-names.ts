import { ArtifactNameInvalid } from './errors';
import { CHECKSUMS, INPUTS, MANIFEST } from './manifest';
import { matches, type ArtifactPattern } from './pattern';
import { PROVENANCE } from './provenance';
import { SIGNATURE } from './signature/signature';

/** Longest file name in bytes. File systems allow 255; `.sha256` and `.partial` need room. */
const LONGEST = 255 - '.sha256.partial'.length;

/** Tests for unfit names, with reasons. The first match is reported. */
const RULES: [unfit: (name: string) => boolean, reason: string][] = [
  [(name) => name === '', 'is empty'],
  [(name) => name.includes('/'), 'contains a slash: an artifact must be in the workspace folder itself'],
  [(name) => name.includes('\\'), 'contains a backslash'],
  [(name) => /\s/.test(name), 'contains white space'],
  [(name) => /\p{C}/u.test(name), 'contains an unprintable character'],
  // What is in place of bytes that are not UTF-8. Different names would become the same.
  [(name) => name.includes('\ufffd'), 'is not UTF-8'],
  [(name) => name.startsWith('.'), 'starts with a dot, like a hidden file'],
  [(name) => name.startsWith('-'), 'starts with a dash: programs would take it for an option'],
  [(name) => name === MANIFEST, 'is the name of the manifest'],
  [(name) => name === CHECKSUMS, 'is the name of the list of checksums'],
  [(name) => name === INPUTS, 'is the name of the list of what was fetched'],
  [(name) => name.endsWith(PROVENANCE), 'ends in the name of the provenance'],
  [(name) => name.endsWith(SIGNATURE), 'ends in .minisig, which marks signatures'],
  [(name) => name.endsWith('.sha256'), 'ends in .sha256: checksums are written automatically'],
  [(name) => name.endsWith('.partial'), 'ends in .partial, which marks unfinished files'],
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
    if (wildcards(pattern.file) > wildcards(template))
      throw new ArtifactNameInvalid(template, pattern.file, 'has a * from a field, which would stand for any text');
    const before = patterns.slice(0, index);
    if (before.some(({ role }) => role === pattern.role)) {
      throw new ArtifactNameInvalid(
        template,
        pattern.file,
        `has the role "${pattern.role}", which another artifact has too`,
      );
    }
    const same = before.find((other) => matches(other, pattern.file) || matches(pattern, other.file));
    if (same) throw new ArtifactNameInvalid(template, pattern.file, `matches the same files as "${same.file}"`);
  }
}

const wildcards = (name: string): number => name.split('*').length - 1;
