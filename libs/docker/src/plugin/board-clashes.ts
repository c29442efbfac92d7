import { isIP, SocketAddress } from 'node:net';
import type { ProjectGraph } from '@nx/devkit';
import { boardNames, withBoard, type Configuration } from '@hypriotkit/config';
import { partsOf } from './board-parts';
import { componentsOf } from './board-subjects';
import { configured, unlessInvalid } from './configured';

type Fields = Record<string, unknown>;

/** What only one board of a network can have, as a component's fields have it, in one spelling. */
const OF_ONE_BOARD: Record<string, (fields: Fields) => string | undefined> = {
  'host name': ({ hostname }) => (typeof hostname === 'string' ? hostname.toLowerCase() : undefined),
  'static address': ({ network }) => addressOf(network),
};

/**
 * Returns a warning for each host name and each static address that several boards have. In a network, only one of them
 * would be found.
 *
 * @param nodes The projects as Nx knows them.
 */
export function boardClashes(nodes: ProjectGraph['nodes'], workspaceRoot: string): string[] {
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
    const having = new Map<string, string[]>();
    for (const { board, fields } of boards) {
      // The last component of an image that has one. Those after it take it over.
      const value = fields.map(valueIn).findLast((one) => one !== undefined);
      if (value !== undefined) having.set(value, [...(having.get(value) ?? []), board]);
    }
    return [...having]
      .filter(([, same]) => same.length > 1)
      .map(([value, same]) => `the boards ${same.join(', ')} have the same ${what}, ${value}`);
  });
}

const fieldsOf = ({ components }: Configuration, ofImage: string[]): Fields[] =>
  ofImage.map((component) => components[component] ?? {});

/** Without the prefix of the network. An IPv6 address has several spellings. */
function addressOf(network: unknown): string | undefined {
  const { address: given } = (network ?? {}) as { address?: unknown };
  const [address = ''] = typeof given === 'string' ? given.split('/') : [];
  const version = isIP(address);
  return version === 0 ? undefined : new SocketAddress({ address, family: version === 4 ? 'ipv4' : 'ipv6' }).address;
}
