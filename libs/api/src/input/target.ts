import { existsSync, lstatSync, statSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import {
  boardFiles,
  checkBoardName,
  chosenBoards,
  ConfigurationInvalid,
  LOCK_FILE,
  readJson,
  type ChosenBoards,
} from '@hypriotkit/config';
import { boardPlace } from '@hypriotkit/contract';
import { TargetInvalid } from '../errors';
import type { BuildOptions } from '../options';
import { absence, problemOf, type Problem } from './folder';

/** The name of the user's configuration in a target folder. */
export const CONFIGS = 'configs.json';

/** A file of the user's configuration. */
export interface ConfigFile {
  file: string;
  /** Relative to the target folder, with slashes. */
  name: string;
  /** The board that it belongs to. */
  board?: string;
}

/** Where the configuration is, and which boards of it are built. */
export interface Configured {
  target?: string;
  boards?: ChosenBoards;
}

/** Checks that artifacts can be copied to a target folder. */
export function checkWritable(target: string): void {
  refuse(target, problemOf(target));
}

/** Checks that the images of boards can be written to their folders, as far as these exist. */
export function checkBoardFolders(root: string, boards: string[]): void {
  for (const folder of boards.map((board) => join(root, boardPlace(board)))) {
    if (existsSync(folder)) checkWritable(folder);
  }
}

/** Refuses to replace a folder that has the name of a file to deliver. */
export function refuseFolder(target: string, file: string): void {
  if (!statSync(join(target, file), { throwIfNoEntry: false })?.isDirectory()) return;
  throw new TargetInvalid(target, `it has a folder named ${file}`, 'Move it away, or name another target folder.');
}

/** Checks that a lock can be written to the target folder, if one is to be. */
export function checkLockPlace({ target, writeLock }: Pick<BuildOptions, 'target' | 'writeLock'>): void {
  if (writeLock && target !== undefined) refuseFolder(target, LOCK_FILE);
}

/**
 * Returns the names of the boards to build; none if components are built.
 *
 * @throws TargetInvalid, BoardUnknown, NameInvalid
 */
export function boardsIn({ target, boards }: Configured): string[] {
  if (boards === undefined) return [];
  if (target === undefined) throw new TargetInvalid('', 'none was named', 'Name the folder that has the boards.');
  refuse(target, absence(target));
  return chosenBoards(target, boards).map((board) => checkBoardName(board, []));
}

/**
 * Finds the files of the configuration in a target folder: its `configs.json`, if there is one, and those of the boards
 * to build.
 *
 * @throws TargetInvalid if the folder does not exist
 * @throws BoardUnknown, NameInvalid
 * @throws ConfigurationInvalid if a file is not JSON, or lists nothing to build
 */
export function configsIn({ target, boards }: Configured): ConfigFile[] {
  if (target === undefined && boards === undefined) return [];
  const chosen = boardsIn({ target, boards });
  refuse(target!, absence(target!));
  const own = join(target!, CONFIGS);
  const isThere = lstatSync(own, { throwIfNoEntry: false }) !== undefined;
  const files = [
    ...(isThere ? [{ file: own, name: CONFIGS }] : []),
    ...chosen.flatMap((board) => boardFiles(target!, board).map((file) => configOf(board, file))),
  ];
  const values = files.map(({ file }) => readJson(file).value);
  if (isThere && chosen.length === 0) checkListed(own, values[0]!);
  return files;
}

const configOf = (board: string, file: string): ConfigFile => ({
  file,
  name: posix.join(boardPlace(board), basename(file)),
  board,
});

function checkListed(file: string, value: object): void {
  if (Object.keys(value).some((name) => name !== '$schema')) return;
  throw new ConfigurationInvalid(file, [
    'lists no component, so nothing would be built. Name the components that you want, as in { "root_fs": {} }, or remove the file to build everything',
  ]);
}

function refuse(target: string, problem: Problem | undefined): void {
  if (problem) throw new TargetInvalid(target, problem.reason, problem.hint, problem.cause);
}
