import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { incompleteArtifacts, setAside } from '@hypriotkit/artifacts';
import { accessing, type Logger } from '@hypriotkit/core';
import type { RunRequest } from './request';

/** Where a component's old artifacts go when new ones could not be made. */
const placeAside = ({ previousRoot }: Pick<RunRequest, 'previousRoot'>, component: string): string =>
  join(previousRoot, component);

/**
 * Moves the artifacts of an earlier build away and logs it. A failure is only logged, so that it does not hide the
 * original error.
 */
export async function setAsideArtifacts(
  request: Pick<RunRequest, 'artifactsRoot' | 'previousRoot'>,
  component: string,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const place = placeAside(request, component);
  try {
    const moved = await setAside(join(request.artifactsRoot, component), place);
    if (!moved) return;
    log.warn(`the artifacts of an earlier build of ${component} are now in ${relative('', place)}`);
    const incomplete = await incompleteArtifacts(place);
    if (incomplete.length > 0) log.warn(`these are incomplete: ${incomplete.join(', ')}`);
  } catch (error) {
    log.warn(`the artifacts of an earlier build of ${component} could not be moved: ${(error as Error).message}`);
  }
}

/**
 * Removes what was moved away: there are new artifacts.
 *
 * @throws FileAccessFailed
 */
export async function removeSetAside(request: Pick<RunRequest, 'previousRoot'>, component: string): Promise<void> {
  const place = placeAside(request, component);
  await accessing(`Removing ${place}`, place, () => rm(place, { recursive: true, force: true }));
}
