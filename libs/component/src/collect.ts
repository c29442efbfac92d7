import {
  ArtifactAmbiguous,
  ArtifactsMissing,
  matches,
  type Artifact,
  type ArtifactPattern,
  type OutputFolder,
} from '@hypriotkit/artifacts';
import type { Logger } from '@hypriotkit/core';
import { getFiles, type Container, type NotAFile } from '@hypriotkit/engine';
import type { Input } from './prepare-run';
import type { RunRequest } from './request';

const CHECKSUM = '.sha256';

/** Inputs that lie in the workspace beside what the builder leaves. */
type Inputs = Pick<Input, 'file' | 'sha256'>[];

/**
 * Takes what fits the patterns, with its checksums, out of the container's workspace. What lies in a folder of it stays
 * behind, and so do inputs, unless a pattern names one as it is.
 *
 * @throws ArtifactsMissing, or NotAFile where something else has the name of what is missing
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

/** Checks the artifacts and says what they are. */
export async function describeArtifacts(
  patterns: ArtifactPattern[],
  inputs: Inputs,
  output: OutputFolder,
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
    if (artifacts.some((artifact) => artifact.file === file)) throw new ArtifactAmbiguous(file, namesOf(patterns));
    // An input that nobody has touched is no work of this builder.
    if (inputs.some((input) => input.file === file && input.sha256 === sha256)) throw new ArtifactsMissing([file], []);
    await output.seal(file);
    artifacts.push({ file, size, sha256, role: pattern.role });
  }
  return artifacts;
}

/** Whether a file is meant by a pattern. An input is meant only by its whole name. */
const fits = (pattern: ArtifactPattern, name: string, inputs: Inputs): boolean =>
  pattern.file === name || (matches(pattern, name) && !inputs.some(({ file }) => file === name));

const withoutEnding = (name: string): string => (name.endsWith(CHECKSUM) ? name.slice(0, -CHECKSUM.length) : name);
const namesOf = (patterns: ArtifactPattern[]): string[] => patterns.map(({ file }) => file);
