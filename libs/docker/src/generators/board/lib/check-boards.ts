import { getProjects, type Tree } from '@nx/devkit';
import { check, checkBoardName, withoutEnvironmentValues } from '@hypriotkit/config';
import { ComponentExists } from '../../../errors';
import { composedSchema } from '../../lib/configuration-entry';
import type { Configs } from '../../lib/read-configs';
import type { NewBoard } from './new-boards';
import { boardFile, boardFolder } from './write-board';

/**
 * Checks that boards can be added: their names, and their values against the schema. `force` allows overwriting boards
 * that exist.
 *
 * @throws NameInvalid, ConfigurationInvalid, ComponentExists
 */
export function checkBoards(tree: Tree, boards: NewBoard[], configs: Configs | undefined, force: boolean): void {
  const projects = [...getProjects(tree)].map(([name, { root }]) => ({ name, root }));
  const schema = composedSchema(tree);
  for (const { name, components } of boards) {
    const others = projects.filter(({ root }) => root !== boardFolder(name));
    checkBoardName(
      name,
      others.map((project) => project.name),
    );
    const source = configs?.file ?? `the board ${name}`;
    const checkable = withoutEnvironmentValues(source, components, schema, configs?.lineOf);
    check(source, checkable, schema, { lineOf: configs?.lineOf });
  }
  const there = boards.map(({ name }) => boardFile(name)).filter((file) => tree.exists(file));
  if (!force && there.length > 0)
    throw new ComponentExists(there, 'Choose another name, or add --force to overwrite these.');
}
