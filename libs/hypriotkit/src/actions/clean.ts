import { isAbsolute } from 'node:path';
import { DEFAULT_VOLUME, destroyVolume } from '@hypriotkit/api';
import { apiOptions, type Work } from '../working';

/** Deletes the volume. Files in a folder belong to the user and stay. */
export async function clean(work: Work): Promise<void> {
  const { volume, log } = work;
  if (volume === undefined) {
    log.warn(`nothing to delete: no volume is named (--volume ${DEFAULT_VOLUME}); files in the target folder are kept`);
  } else if (isAbsolute(volume)) {
    log.warn(`nothing to delete: ${volume} is a folder, and its files are kept`);
  } else {
    const deleted = await destroyVolume({ ...apiOptions(work), volume });
    log.done(deleted ? `the volume ${volume} is deleted` : `there is no volume ${volume}`);
  }
}
