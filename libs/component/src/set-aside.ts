import { join, relative } from 'node:path';
import { setAside } from '@hypriotkit/artifacts';
import type { Logger } from '@hypriotkit/core';
import type { RunRequest } from './request';

/** Where the artifacts of a component go when those that were asked for could not be made. */
export const placeAside = ({ artifactsRoot }: Pick<RunRequest, 'artifactsRoot'>, component: string): string =>
  join(artifactsRoot, '..', 'previous', component);

/** Moves the artifacts of an earlier build away, and says so; what keeps it from that must not hide why the work ended. */
export async function setAsideArtifacts(
  request: Pick<RunRequest, 'artifactsRoot'>,
  component: string,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const place = placeAside(request, component);
  try {
    const moved = await setAside(join(request.artifactsRoot, component), place);
    if (moved) log.warn(`what an earlier build of ${component} left is in ${relative('', place)} now`);
  } catch (error) {
    log.warn(`what an earlier build of ${component} left is still in its place: ${(error as Error).message}`);
  }
}
