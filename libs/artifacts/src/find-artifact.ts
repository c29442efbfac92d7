import { InputMissing } from './errors';
import { readManifest, type Artifact } from './manifest';

/** Finds the artifact that plays a role in a component's folder. */
export async function findArtifact(folder: string, component: string, role: string): Promise<Artifact> {
  const manifest = await readManifest(folder);
  const artifact = manifest?.artifacts.find((known) => known.role === role);
  if (!artifact) throw new InputMissing(component, role, folder);
  return artifact;
}
