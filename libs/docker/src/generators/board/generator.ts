import { formatFiles, logger, type GeneratorCallback, type Tree } from '@nx/devkit';
import { explained } from '../../lib/explaining';
import { readConfigs } from '../lib/read-configs';
import { checkBoards } from './lib/check-boards';
import { hostnameCarrier } from './lib/hostname-carrier';
import { newBoards } from './lib/new-boards';
import { ignoreLocalFiles, writeBoard } from './lib/write-board';
import type { BoardOptions } from './schema';

/** Adds boards: folders with a configuration, each of which is a project with an image of its own. */
export default explained(async (tree: Tree, options: BoardOptions): Promise<GeneratorCallback> => {
  const configs = options.from === undefined ? undefined : readConfigs(tree, options.from);
  const boards = newBoards(options, hostnameCarrier(tree, configs), configs);
  checkBoards(tree, boards, configs, options.force ?? false);
  for (const board of boards) writeBoard(tree, board);
  ignoreLocalFiles(tree);
  if (!options.skipFormat) await formatFiles(tree);
  const names = boards.map(({ name }) => name);
  return () => logger.info(`To build: npx nx run-many -t build -p ${names.join(',')}`);
});
