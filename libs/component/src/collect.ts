import {
  ArtifactAmbiguous,
  ArtifactsMissing,
  checkFileName,
  matches,
  type Artifact,
  type ArtifactPattern,
  type OutputFolder,
} from '@hypriotkit/artifacts';
import type { Logger, Masker } from '@hypriotkit/core';
import { getFiles, type Container, type NotAFile } from '@hypriotkit/engine';
import type { Input } from './prepare-run';
import type { RunRequest } from './request';
import { refuseSecretMatch } from './secret-names';

const CHECKSUM = '.sha256';
/** Names that an error lists, and files that are copied before it is clear that there are too many. */
const MOST = 20;
/** Folders, links and the like with names of artifacts that are remembered. */
const MOST_OTHERS = 1000;

/** Inputs, which lie in the same workspace as the artifacts. */
type Inputs = Pick<Input, 'file' | 'sha256'>[];

/**
 * Copies the files that match the patterns, and their checksums, out of the container's workspace. Subfolders are
 * ignored. Inputs are ignored too, unless a pattern is the exact name of one.
 *
 * @throws ArtifactsMissing
 * @throws ArtifactNameInvalid
 * @throws ArtifactAmbiguous when a pattern matches many files; describeArtifacts finds a few
 * @throws NotAFile when something that is not a file has the name of a missing artifact
 */
export async function collectArtifacts(
  container: Container,
  { workspace }: RunRequest,
  patterns: ArtifactPattern[],
  inputs: Inputs,
  output: OutputFolder,
  log: Logger,
): Promise<void> {
  const seen: string[] = [];
  let entries = 0;
  const others = new Map<string, NotAFile>();
  const matching = new Map<ArtifactPattern, string[]>();
  const isWanted = (name: string) => {
    // There may be millions.
    entries += 1;
    if (seen.length < MOST) seen.push(name);
    return patterns.some((pattern) => fits(pattern, withoutEnding(name), inputs));
  };
  const taken = await getFiles(
    container,
    workspace,
    isWanted,
    async ({ name, size }, content) => {
      refuseName(name);
      refuseMany(name);
      if (size === 0 && !name.endsWith(CHECKSUM)) log.warn(`${name} is empty`);
      await output.write(name, content);
    },
    // There may be millions of these, too.
    (name, error) => void (others.size < MOST_OTHERS && others.set(name, error)),
  );
  const missing = patterns.filter((pattern) => !taken.some((name) => !isChecksum(name) && fits(pattern, name, inputs)));
  for (const [name, error] of others) {
    const isOfTaken = isChecksum(name) && taken.includes(withoutEnding(name));
    if (isOfTaken || missing.some((pattern) => fits(pattern, name, inputs))) throw error;
  }
  if (missing.length > 0) throw new ArtifactsMissing(namesOf(missing), seen, entries);

  /** A pattern may match names that no artifact can have: with line ends, or that of the manifest. */
  function refuseName(name: string): void {
    if (isChecksum(name)) return;
    for (const { file } of patterns.filter((one) => fits(one, name, inputs))) checkFileName(name, file);
  }

  /** A pattern stands for one file. Whoever leaves many of them must not fill this machine's disk. */
  function refuseMany(name: string): void {
    for (const pattern of patterns.filter((one) => fits(one, withoutEnding(name), inputs))) {
      const names = (matching.get(pattern) ?? []).concat(name);
      matching.set(pattern, names);
      if (names.length > MOST) throw new ArtifactAmbiguous(pattern.file, names);
    }
  }
}

/**
 * Checks the artifacts, writes their checksums and describes them.
 *
 * @param masker knows the secrets, which names must not contain
 */
export async function describeArtifacts(
  patterns: ArtifactPattern[],
  inputs: Inputs,
  output: OutputFolder,
  masker: Masker,
): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const pattern of patterns) {
    const files = [...output.files()].filter(([name]) => !isChecksum(name) && fits(pattern, name, inputs));
    const [found] = files;
    if (!found || files.length > 1)
      throw new ArtifactAmbiguous(
        pattern.file,
        files.map(([name]) => name),
      );
    const [file, { size, sha256 }] = found;
    refuseSecretMatch(pattern.file, file, masker);
    if (artifacts.some((artifact) => artifact.file === file)) throw new ArtifactAmbiguous(file, namesOf(patterns));
    // An unchanged input was not made by this builder.
    if (inputs.some((input) => input.file === file && input.sha256 === sha256)) throw new ArtifactsMissing([file], []);
    await output.seal(file);
    artifacts.push({ file, size, sha256, role: pattern.role });
  }
  return artifacts;
}

/** Whether a pattern matches a file. An input matches only by its exact name. */
const fits = (pattern: ArtifactPattern, name: string, inputs: Inputs): boolean =>
  pattern.file === name || (matches(pattern, name) && !inputs.some(({ file }) => file === name));

const isChecksum = (name: string): boolean => name.endsWith(CHECKSUM);
const withoutEnding = (name: string): string => (isChecksum(name) ? name.slice(0, -CHECKSUM.length) : name);
const namesOf = (patterns: ArtifactPattern[]): string[] => patterns.map(({ file }) => file);
