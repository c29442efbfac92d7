import { join, resolve } from 'node:path';
import * as api from '@hypriotkit/api';
import { apiOptions, type Work } from '../working';

/**
 * Pulls the image if it is missing, builds, and puts the artifacts into the target folder. They are copied from the
 * volume if one is named, and otherwise delivered directly into the folder. The image of a board goes into the board's
 * folder.
 */
export async function build(work: Work): Promise<void> {
  if (work.on === 'swarm') return buildOnSwarm(work);
  const target = resolve(work.target ?? '.');
  const { volume = target, lock, writeLock, fresh } = work;
  const boards: api.ChosenBoards | undefined = work.boards ? 'all' : work.board;
  const options = { ...apiOptions(work), target, volume, boards, lock, writeLock, fresh };
  api.checkInput(options);
  await api.checkEngine(options);
  await api.ensureImage(options);
  // What another one builds in between would be copied in place of this build.
  await api.holdVolume(options, async () => {
    await api.ensureVolume(options);
    work.log.step('Building');
    await api.build(options);
    await api.getVolumeContent(options);
  });
  const images = boards ? `the images are in ${join(target, 'boards')}` : `the artifacts are in ${target}`;
  work.log.done(writeLock ? `${images}, and the lock is in ${target}` : images);
}

/** Builds boards on the machines of a swarm. The images are fetched to the boards' folders. */
async function buildOnSwarm(work: Work): Promise<void> {
  const target = resolve(work.target ?? '.');
  const { arch, lock } = work;
  const { volume: _, ...common } = apiOptions(work);
  const boards: api.ChosenBoards | undefined = work.boards ? 'all' : work.board;
  api.checkInput({ ...common, target, boards, lock });
  await api.ensureImage(common);
  await api.buildOnSwarm({ ...common, target, boards, lock, ...(arch === undefined ? {} : { architecture: arch }) });
  work.log.done(`the images are in ${join(target, 'boards')}`);
}
