import {
  ArtifactAmbiguous,
  ArtifactsMissing,
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

/** Inputs, which lie in the same workspace as the artifacts. */
type Inputs = Pick<Input, 'file' | 'sha256'>[];

/**
 * Copies the files that match the patterns, and their checksums, out of the container's workspace. Subfolders are
 * ignored. Inputs are ignored too, unless a pattern is the exact name of one.
 *
 * @throws ArtifactsMissing
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
  const others = new Map<string, NotAFile>();
  const isWanted = (name: string) => {
    seen.push(name);
    return patterns.some((pattern) => fits(pattern, withoutEnding(name), inputs));
  };
  const taken = await getFiles(
    container,
    workspace,
    isWanted,
    async ({ name, size }, content) => {
      if (size === 0 && !name.endsWith(CHECKSUM)) log.warn(`${name} is empty`);
      await output.write(name, content);
    },
    (name, error) => others.set(name, error),
  );
  const missing = patterns.filter((pattern) => !taken.some((name) => fits(pattern, name, inputs)));
  for (const [name, error] of others) {
    const isChecksum = name.endsWith(CHECKSUM) && taken.includes(withoutEnding(name));
    if (isChecksum || missing.some((pattern) => fits(pattern, name, inputs))) throw error;
  }
  if (missing.length > 0) throw new ArtifactsMissing(namesOf(missing), seen);
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
    const files = [...output.files()].filter(([name]) => fits(pattern, name, inputs));
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

const withoutEnding = (name: string): string => (name.endsWith(CHECKSUM) ? name.slice(0, -CHECKSUM.length) : name);
const namesOf = (patterns: ArtifactPattern[]): string[] => patterns.map(({ file }) => file);
