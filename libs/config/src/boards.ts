import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BoardUnknown } from './errors';

/** The folder of a workspace with a folder for each board. */
export const BOARDS_FOLDER = 'boards';

/** What a board changes of the workspace's configuration. */
export const BOARD_FILE = 'configs.json';
/** What is laid over that and stays out of git: a board's secrets. */
export const BOARD_LOCAL_FILE = 'configs.local.json';

/** Returns the names of a workspace's boards: the folders in `boards` that have a configuration. */
export function boardNames(workspaceRoot: string): string[] {
  const folder = join(workspaceRoot, BOARDS_FOLDER);
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isThere(join(folder, entry.name, BOARD_FILE)))
    .map(({ name }) => name)
    .sort();
}

/** The boards to build: all of a folder, or some by their names. */
export type ChosenBoards = 'all' | readonly string[];

/**
 * Returns the names of the chosen boards, each once.
 *
 * @throws BoardUnknown if one does not exist, or none is chosen
 */
export function chosenBoards(workspaceRoot: string, chosen: ChosenBoards): string[] {
  const known = boardNames(workspaceRoot);
  const names = chosen === 'all' ? known : [...new Set(chosen)];
  const unknown = names.find((name) => !known.includes(name));
  if (names.length > 0 && unknown === undefined) return names;
  throw new BoardUnknown(unknown, join(workspaceRoot, BOARDS_FOLDER), known);
}

/** Returns the absolute paths of a board's files, in the order in which they are laid over the workspace's. */
export function boardFiles(workspaceRoot: string, board: string): string[] {
  const folder = join(workspaceRoot, BOARDS_FOLDER, board);
  const local = join(folder, BOARD_LOCAL_FILE);
  return [join(folder, BOARD_FILE), ...(isThere(local) ? [local] : [])];
}

/** A dangling link counts, since someone put it there on purpose. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
