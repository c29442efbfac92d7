import type { ProjectGraph } from '@nx/devkit';
import { boardNames, withBoard, type Configuration } from '@hypriotkit/config';
import { partsOf } from './board-parts';
import { componentsOf } from './board-subjects';
import { configured, unlessInvalid } from './configured';

type Fields = Record<string, unknown>;

/** What only one board of a network can have, and where a component has it. */
const OF_ONE_BOARD: Record<string, (fields: Fields) => unknown> = {
  'host name': ({ hostname }) => hostname,
  'static address': ({ network }) => addressOf(network)?.split('/')[0],
};

/**
 * Returns a warning for each host name and each static address that several boards have. In a network, only one of them would be
 * found.
 *
 * @param nodes The projects as Nx knows them.
 */
export function namesakes(nodes: ProjectGraph['nodes'], workspaceRoot: string): string[] {
  const configuration = configured(workspaceRoot);
  if (!configuration) return [];
  const components = componentsOf(nodes);
  const boards = boardNames(workspaceRoot)
    .filter((name) => nodes[name])
    .flatMap((board) => {
      const laid = unlessInvalid(() => withBoard(configuration, workspaceRoot, board, { whereUnset: 'drop' }));
      return laid ? [{ board, fields: fieldsOf(laid, partsOf(board, laid, components).all) }] : [];
    });
  return Object.entries(OF_ONE_BOARD).flatMap(([what, valueIn]) => {
    const found = boards.map(({ board, fields }) => ({ board, value: lastText(fields.map(valueIn)) }));
    return shared(found).map(([value, same]) => `the boards ${same.join(', ')} have the same ${what}, ${value}`);
  });
}

const fieldsOf = ({ components }: Configuration, ofImage: string[]): Fields[] =>
  ofImage.map((component) => components[component] ?? {});

/** What the last component of an image says: those after it take it over. In lower case, because hosts are the same in either. */
const lastText = (values: unknown[]): string | undefined =>
  values.findLast((value): value is string => typeof value === 'string')?.toLowerCase();

function shared(found: { board: string; value: string | undefined }[]): [value: string, boards: string[]][] {
  const boards = new Map<string, string[]>();
  for (const { board, value } of found) {
    if (value !== undefined) boards.set(value, [...(boards.get(value) ?? []), board]);
  }
  return [...boards].filter(([, same]) => same.length > 1);
}

function addressOf(network: unknown): string | undefined {
  const { address } = (network ?? {}) as { address?: unknown };
  return typeof address === 'string' ? address : undefined;
}
