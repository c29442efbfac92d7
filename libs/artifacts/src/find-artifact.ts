import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fromSystem, sha256OfFile } from '@hypriotkit/core';
import { InputDamaged, InputMissing, ManifestDamaged } from './errors';
import { readManifest, type Artifact, type Manifest } from './manifest';

/**
 * Finds the artifact that plays a role in a component's folder, and reads it to its end: what lies there may come out of
 * Nx's cache or from another machine, or somebody may have changed it.
 *
 * @throws InputMissing, or InputDamaged when it is not what the component was built as
 */
export async function findArtifact(folder: string, component: string, role: string): Promise<Artifact> {
  const manifest = await readManifest(folder).catch((error: unknown) => {
    throw error instanceof ManifestDamaged ? new InputDamaged(component, error.message, error) : error;
  });
  const artifact = manifest?.artifacts.find((known) => known.role === role);
  if (!artifact) throw new InputMissing(component, role, folder);
  await checkArtifact(folder, component, artifact);
  return artifact;
}

/** Reads all artifacts that a manifest names. @throws InputDamaged */
export async function checkArtifacts(folder: string, { component, artifacts }: Manifest): Promise<void> {
  for (const artifact of artifacts) await checkArtifact(folder, component, artifact);
}

async function checkArtifact(folder: string, component: string, { file, size, sha256 }: Artifact): Promise<void> {
  const path = join(folder, file);
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new InputDamaged(component, `${file} is not a file`);
    if (found.size !== size)
      throw new InputDamaged(component, `${file} has ${found.size} bytes, and was built with ${size}`);
    const digest = await sha256OfFile(path);
    if (digest === sha256) return;
    throw new InputDamaged(component, `${file} has SHA-256 ${digest}, and was built with ${sha256}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new InputDamaged(component, `${file} is missing`);
    throw fromSystem(`Reading what ${component} has left`, error, path);
  }
}
