import { upgradeImage } from '@hypriotkit/api';
import type { Work } from '../working';

/** Pulls the newest image of the given name. */
export async function upgrade(work: Work): Promise<void> {
  const changed = await upgradeImage(work);
  work.log.done(changed ? `a newer ${work.image} is there` : `${work.image} is the newest`);
}
