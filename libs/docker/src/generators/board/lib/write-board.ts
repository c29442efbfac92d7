import { offsetFromRoot, writeJson, type Tree } from '@nx/devkit';
import { BOARD_FILE, BOARD_LOCAL_FILE, BOARDS_FOLDER } from '@hypriotkit/config';
import { SCHEMA, type Fields } from '../../lib/configuration-entry';
import { ignore } from '../../lib/ignore';
import { parted } from '../../lib/parted';
import type { NewBoard } from './new-boards';

export const boardFolder = (name: string): string => `${BOARDS_FOLDER}/${name}`;
export const boardFile = (name: string): string => `${boardFolder(name)}/${BOARD_FILE}`;

/** Writes a board's files. Secrets go into the one that git ignores. */
export function writeBoard(tree: Tree, { name, components }: NewBoard): void {
  const parts = Object.entries(components).map(([component, fields]) => ({
    component,
    ...parted(tree, component, fields),
  }));
  const layer = (part: 'open' | 'secret', isKept: (fields: Fields) => boolean) =>
    Object.fromEntries(parts.filter((one) => isKept(one[part])).map((one) => [one.component, one[part]]));
  const $schema = `${offsetFromRoot(boardFolder(name))}${SCHEMA}`;
  // A component without fields says which image is meant.
  writeJson(tree, boardFile(name), { $schema, ...layer('open', () => true) });
  const secret = layer('secret', (fields) => Object.keys(fields).length > 0);
  const local = `${boardFolder(name)}/${BOARD_LOCAL_FILE}`;
  if (Object.keys(secret).length > 0) writeJson(tree, local, { $schema, ...secret });
  // Of the board that this one takes the place of.
  else tree.delete(local);
}

/** Keeps boards' secrets out of git. */
export const ignoreLocalFiles = (tree: Tree): void =>
  ignore(tree, `${BOARDS_FOLDER}/*/${BOARD_LOCAL_FILE}`, /^\/?(boards\/\*\/|\*\*\/)?configs\.local\.json$/);
