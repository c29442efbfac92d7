import { upgradeImage } from '@hypriotkit/api';
import type { Work } from '../working';

/** Pulls the newest image of the given name. */
export async function upgrade(work: Work): Promise<void> {
  const changed = await upgradeImage(work);
  work.log.done(changed ? `${work.image} was updated` : `${work.image} is up to date`);
}
