import { boardNames, withBoard, type Configuration } from '@hypriotkit/config';
import { configured, unlessInvalid } from './configured';

/** Returns a warning for each host name that several boards have. In a network, only one of them would be found. */
export function namesakes(workspaceRoot: string): string[] {
  const configuration = configured(workspaceRoot);
  if (!configuration) return [];
  const boards = new Map<string, string[]>();
  for (const board of boardNames(workspaceRoot)) {
    const laid = unlessInvalid(() => withBoard(configuration, workspaceRoot, board, { whereUnset: 'drop' }));
    const name = laid && hostnameOf(laid);
    if (name !== undefined) boards.set(name, [...(boards.get(name) ?? []), board]);
  }
  return [...boards]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) => `the boards ${same.join(', ')} have the same host name, ${name}`);
}

/** The host name that a board sets, or the first that a component has. */
function hostnameOf({ layers, components }: Configuration): string | undefined {
  const own = layers.filter(({ board }) => board !== undefined).flatMap((layer) => Object.values(layer.components));
  const found = [...own.reverse(), ...Object.values(components)].map((fields) => fields['hostname']);
  return found.find((value): value is string => typeof value === 'string');
}
