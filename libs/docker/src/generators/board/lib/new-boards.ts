import { NameInvalid } from '@hypriotkit/config';
import type { Fields } from '../../lib/configuration-entry';
import type { Configs } from '../../lib/read-configs';
import type { BoardOptions } from '../schema';

/** A board to add, with the fields that it sets, by component. */
export interface NewBoard {
  name: string;
  components: Record<string, Fields>;
}

/** `node-{01..10}`, as shells write it. */
const RANGE = /^([^{}]*)\{(\d+)\.\.(\d+)\}([^{}]*)$/;

/**
 * Returns the boards that the options describe.
 *
 * @param carrier The component that has the host name; undefined if none has.
 */
export function newBoards(
  { name, hostname, count }: BoardOptions,
  carrier: string | undefined,
  configs?: Configs,
): NewBoard[] {
  const given = carrier === undefined ? undefined : configs?.components[carrier]?.['hostname'];
  if ((count ?? 1) > 1 && hostname === undefined && given !== undefined) {
    const expected = `expected one for each board: --hostname='node-{1..${count}}'`;
    throw new NameInvalid('host name of several boards', typeof given === 'string' ? given : '', expected);
  }
  if (hostname !== undefined && carrier === undefined) {
    throw new NameInvalid('host name', hostname, 'no component of this workspace has a field "hostname"');
  }
  return numbers(hostname, count).map((number) => {
    const board = number === undefined ? name : `${name}-${number}`;
    const ownName = hostname?.replace(/\{.*\}/, number ?? '') ?? (configs ? undefined : board.replaceAll('_', '-'));
    return { name: board, components: withHostname(configs?.components ?? {}, carrier, ownName) };
  });
}

const MOST_BOARDS = 1000;

/** The numbers of several boards, as text of equal length; one that is undefined for a single board. */
function numbers(hostname: string | undefined, count: number | undefined): (string | undefined)[] {
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= MOST_BOARDS)) {
    throw new NameInvalid('number of boards', String(count), `expected a whole number from 1 to ${MOST_BOARDS}`);
  }
  const [, , from, to] = RANGE.exec(hostname ?? '') ?? [];
  if (from === undefined || to === undefined) {
    if (count === undefined) return [undefined];
    if (hostname !== undefined && count > 1) {
      throw new NameInvalid('host name of several boards', hostname, `expected a range, such as 'node-{1..${count}}'`);
    }
    return sequence(1, count, String(count).length);
  }
  const found = sequence(Number(from), Number(to), from.startsWith('0') ? from.length : 1);
  if (found.length !== (count ?? found.length) || found.length === 0 || found.length > MOST_BOARDS) {
    throw new NameInvalid(
      'host name of several boards',
      hostname!,
      `expected a range of ${count ?? `1 to ${MOST_BOARDS}`} numbers`,
    );
  }
  return found;
}

const sequence = (from: number, to: number, width: number): string[] =>
  Array.from({ length: Math.max(0, Math.min(to - from + 1, MOST_BOARDS + 1)) }, (_, index) =>
    String(from + index).padStart(width, '0'),
  );

function withHostname(
  components: Record<string, Fields>,
  carrier: string | undefined,
  hostname: string | undefined,
): Record<string, Fields> {
  if (carrier === undefined || hostname === undefined) return components;
  return { ...components, [carrier]: { ...components[carrier], hostname } };
}
