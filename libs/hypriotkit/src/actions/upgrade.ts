import { upgradeImage } from '@hypriotkit/api';
import { apiOptions, type Work } from '../working';

/** Pulls the newest image of the given name. */
export async function upgrade(work: Work): Promise<void> {
  const changed = await upgradeImage(apiOptions(work));
  work.log.done(changed ? `${work.image} was updated` : `${work.image} is up to date`);
}
