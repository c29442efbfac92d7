import {
  ArtifactAmbiguous,
  ArtifactsMissing,
  matches,
  type Artifact,
  type ArtifactPattern,
  type OutputFolder,
} from '@hypriotkit/artifacts';
import { getFiles, type Container } from '@hypriotkit/engine';
import type { RunRequest } from './request';

const CHECKSUM = '.sha256';

/** Takes what fits the patterns, with its checksums, out of the container's workspace; inputs stay behind. */
export async function collectArtifacts(
  container: Container,
  { workspace }: RunRequest,
  patterns: ArtifactPattern[],
  output: OutputFolder,
): Promise<void> {
  const seen: string[] = [];
  const isWanted = (name: string) => {
    seen.push(name);
    const file = name.endsWith(CHECKSUM) ? name.slice(0, -CHECKSUM.length) : name;
    return patterns.some((pattern) => matches(pattern, file));
  };
  await getFiles(container, workspace, isWanted, async (file, content) => {
    await output.write(file.name, content);
  });
  const missing = patterns.filter((pattern) => !seen.some((name) => matches(pattern, name)));
  if (missing.length > 0)
    throw new ArtifactsMissing(
      missing.map(({ file }) => file),
      seen,
    );
}

/** Checks the artifacts and says what they are. */
export async function describeArtifacts(patterns: ArtifactPattern[], output: OutputFolder): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const pattern of patterns) {
    const files = [...output.files()].filter(([name]) => matches(pattern, name));
    const [found] = files;
    if (!found || files.length > 1)
      throw new ArtifactAmbiguous(
        pattern.file,
        files.map(([name]) => name),
      );
    const [file, { size, sha256 }] = found;
    await output.seal(file);
    artifacts.push({ file, size, sha256, role: pattern.role });
  }
  return artifacts;
}
