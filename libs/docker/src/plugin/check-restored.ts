import { join } from 'node:path';
import type { TaskResults } from '@nx/devkit';
import { checkArtifacts, readManifest } from '@hypriotkit/artifacts';
import { setAsideArtifacts } from '@hypriotkit/component';
import { knownGraph } from './known-graph';
import { BUILD_EXECUTOR } from '../lib/executors';

const FROM_CACHE = ['local-cache', 'local-cache-kept-existing', 'remote-cache'];

/**
 * Reads what Nx's cache has brought: nobody else looks into it where no other component reads it. What is damaged is set
 * aside, and the run fails.
 *
 * @throws InputDamaged, ManifestDamaged
 */
export async function checkRestored(workspaceRoot: string, results: TaskResults): Promise<void> {
  const { nodes } = knownGraph();
  const artifactsRoot = join(workspaceRoot, 'dist', 'artifacts');
  const log = { warn: (text: string) => console.warn(`warning: ${text}`) };
  for (const { status, task } of Object.values(results)) {
    const { project, target } = task.target;
    const isBuild = nodes[project]?.data.targets?.[target]?.executor === BUILD_EXECUTOR;
    if (!isBuild || !FROM_CACHE.includes(status)) continue;
    try {
      const folder = join(artifactsRoot, project);
      const manifest = await readManifest(folder);
      if (manifest) await checkArtifacts(folder, manifest);
    } catch (error) {
      await setAsideArtifacts({ artifactsRoot }, project, log);
      throw error;
    }
  }
}
