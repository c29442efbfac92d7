import type { ProjectGraph } from '@nx/devkit';
import { boardNames, withBoard, type Configuration } from '@hypriotkit/config';
import { partsOf } from './board-parts';
import { componentsOf } from './board-subjects';
import { configured, unlessInvalid } from './configured';

/**
 * Returns a warning for each host name that several boards have. In a network, only one of them would be found.
 *
 * @param nodes The projects as Nx knows them.
 */
export function namesakes(nodes: ProjectGraph['nodes'], workspaceRoot: string): string[] {
  const configuration = configured(workspaceRoot);
  if (!configuration) return [];
  const components = componentsOf(nodes);
  const boards = new Map<string, string[]>();
  for (const board of boardNames(workspaceRoot).filter((name) => nodes[name])) {
    const laid = unlessInvalid(() => withBoard(configuration, workspaceRoot, board, { whereUnset: 'drop' }));
    const name = laid && hostnameOf(laid, partsOf(board, laid, components).all);
    if (name !== undefined) {
      // Names of hosts are the same in either case.
      const key = name.toLowerCase();
      boards.set(key, [...(boards.get(key) ?? []), board]);
    }
  }
  return [...boards]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) => `the boards ${same.join(', ')} have the same host name, ${name}`);
}

/** The host name of the last component of an image that has one. Those after it take it over. */
function hostnameOf({ components }: Configuration, ofImage: string[]): string | undefined {
  const found = ofImage.map((component) => components[component]?.['hostname']);
  return found.findLast((value): value is string => typeof value === 'string');
}
