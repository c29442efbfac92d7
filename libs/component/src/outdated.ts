import { join } from 'node:path';
import { PROVENANCE, readManifest, type Provenance } from '@hypriotkit/artifacts';
import { readRegularFile } from '@hypriotkit/core';

/** An artifact of another component, as the provenance of what was made from it names it. */
interface Origin {
  file: string;
  sha256: string | undefined;
  component: string;
}

/**
 * Whether the artifacts in a folder were made from others than there are now.
 *
 * @param sources The folder of each component that they are made from, by its name. Components that are not in it do not count.
 */
export async function isOutdated(folder: string, sources: Record<string, string>): Promise<boolean> {
  for (const { component, file, sha256 } of await originsOf(folder)) {
    const source = sources[component];
    const manifest = source && (await readManifest(source).catch(() => undefined));
    if (manifest && !manifest.artifacts.some((one) => one.file === file && one.sha256 === sha256)) return true;
  }
  return false;
}

/** None where it is not known what they were made from. */
async function originsOf(folder: string): Promise<Origin[]> {
  try {
    const text = (await readRegularFile(join(folder, PROVENANCE))).toString();
    const { predicate } = JSON.parse(text) as { predicate: Provenance };
    return (predicate.buildDefinition.resolvedDependencies ?? []).flatMap(({ name, digest, annotations }) =>
      typeof annotations?.['component'] === 'string' && name !== undefined
        ? [{ file: name, sha256: digest?.['sha256'], component: annotations['component'] }]
        : [],
    );
  } catch {
    return [];
  }
}
