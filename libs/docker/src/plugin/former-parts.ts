import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '@hypriotkit/artifacts';
import { setAsideArtifacts } from '@hypriotkit/component';
import type { Logger } from '@hypriotkit/core';
import { BUILD_EXECUTOR } from '../lib/executors';
import { placesOf } from '../lib/places';
import { subjectOf, type Projects } from '../lib/subject';

/**
 * Sets aside the artifacts of components that a board once had for itself and now shares: beside the board's image, they
 * would pass for what it was made from.
 */
export async function setFormerPartsAside(
  board: string,
  projects: Projects,
  workspaceRoot: string,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const own = Object.entries(projects[board]?.targets ?? {})
    .filter(([, { executor }]) => executor === BUILD_EXECUTOR)
    .map(([target]) => subjectOf(board, target, projects).component);
  const places = placesOf({ component: board, board }, workspaceRoot);
  for (const component of await componentsIn(places.artifactsRoot)) {
    if (own.includes(component)) continue;
    log.warn(`the board ${board} no longer has ${component} for itself`);
    await setAsideArtifacts(places, component, log);
  }
}

/** Folders of this name with the artifacts of a component of this name. Others may be the user's. */
async function componentsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const manifests = await Promise.all(names.map((name) => readManifest(join(folder, name)).catch(() => undefined)));
  return names.filter((name, at) => manifests[at]?.component === name);
}
