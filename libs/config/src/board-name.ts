import { BOARDS_FOLDER } from './boards';
import { NameInvalid } from './errors';

const BOARD = /^[a-z0-9]+([_-][a-z0-9]+)*$/;
const LONGEST = 60;

/**
 * Returns a board's name after checking that it can be a folder and an Nx project.
 *
 * @param taken Names of the workspace's other projects.
 * @throws NameInvalid
 */
export function checkBoardName(name: string, taken: string[]): string {
  const refuse = (expected: string) => new NameInvalid('name of a board', name, expected);
  if (!BOARD.test(name)) throw refuse('expected lower-case letters and digits, in words joined by _ or -');
  if (name.length > LONGEST) throw refuse(`expected ${LONGEST} characters at most`);
  // Nx uses project names as keys of plain objects, which have keys such as `constructor` already.
  if (name in {}) throw refuse('the word is reserved');
  if (taken.includes(name)) throw refuse(`another project of the workspace, outside ${BOARDS_FOLDER}/${name}, has it`);
  return name;
}
