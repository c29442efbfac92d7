import { BlockList, isIP } from 'node:net';
import { isSshKey } from '@hypriotkit/core';
import { str, type FuncKeywordDefinition } from 'ajv';
import type { DataValidationCxt } from 'ajv/dist/types';

/** Checks of the schema that JSON Schema does not have. docs/components.md describes them. */
export const KEYWORDS: FuncKeywordDefinition[] = [
  {
    // Programs limit bytes, and a character may take several.
    keyword: 'maxBytes',
    type: ['string', 'array'],
    error: { message: ({ schema }) => str`must have at most ${schema as number} bytes` },
    validate: (most: number, value: string | string[]) => Buffer.byteLength([value].flat().join(' ')) <= most,
  },
  {
    keyword: 'uniqueBy',
    type: 'array',
    error: { message: ({ schema }) => str`has two items with the same ${schema as string}` },
    validate: (member: string, items: Record<string, unknown>[]) => {
      const values = items.map((item) => item[member]).filter((value) => value !== undefined);
      return new Set(values).size === values.length;
    },
  },
  {
    keyword: 'disjoint',
    type: 'object',
    error: { message: ({ schema }) => str`must have no item in more than one of ${(schema as string[]).join(', ')}` },
    validate: (members: string[], lists: Record<string, unknown>) => {
      const items = members.flatMap((member) => [...new Set([lists[member] ?? []].flat())]);
      return new Set(items).size === items.length;
    },
  },
  {
    keyword: 'apart',
    type: 'array',
    error: { message: ({ schema }) => apartMessage(schema as Apart) },
    validate: ({ member, least }: Apart, items: Record<string, unknown>[]) => {
      const numbers = items.map((item) => item[member]).filter((value) => typeof value === 'number');
      return numbers.every((number, index) => index === 0 || number - numbers[index - 1]! >= least);
    },
  },
  {
    // It names the member beside this one.
    keyword: 'withinNetworkOf',
    type: 'string',
    validate: (member: string, address: string, _schema?: unknown, place?: DataValidationCxt) => {
      const host = (place?.parentData as Record<string, unknown>)[member];
      return typeof host !== 'string' || isNeighbour(host, address);
    },
  },
];

/** Each item's member is at least so much more than that of the item before it. */
interface Apart {
  member: string;
  least: number;
}

const apartMessage = ({ member, least }: Apart) => str`must have ${member} at least ${least} apart, in ascending order`;

/** Forms of text that a regular expression does not describe well. */
export const FORMATS: Record<string, (text: string) => boolean> = {
  /** An IP address. */
  address: (text) => isIP(text) !== 0,
  /** The IP address of a server, which may be this machine itself. */
  serverAddress: (text) => isIP(text) !== 0 && !NO_SERVERS.check(text, ipv(isIP(text))),
  /** A URL whose host and port are possible. What is no URL is for the pattern to judge. */
  url: (text) => !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || URL.canParse(text),
  /** The name of a container image, as to the port of its registry. */
  image: (text) => {
    const [registry] = /(?<=^(http:\/\/)?)[A-Za-z0-9.-]+:\d+(?=\/)/.exec(text) ?? [];
    return registry === undefined || URL.canParse(`http://${registry}`);
  },
  /** A line of authorized_keys with a whole key. */
  sshKey: isSshKey,
  /** The address of a host, with the prefix of its network: 192.168.1.10/24. */
  hostAddress: (text) => networkOf(text) !== undefined,
};

/** Whether an address is another one in the network of a host, such as 192.168.1.10/24. */
function isNeighbour(host: string, address: string): boolean {
  const network = networkOf(host);
  // The host's own form is checked where it stands.
  if (!network) return true;
  if (isIP(address) !== network.family || host.split('/')[0] === address) return false;
  // Routers of IPv6 have such an address on each of their links.
  if (network.family === 6 && LINK_LOCAL.check(address, 'ipv6')) return true;
  const prefix = Number(host.split('/')[1]);
  return network.list.check(address, ipv(network.family)) && !(network.family === 4 && isReserved(address, prefix));
}

function networkOf(host: string): { family: number; list: BlockList } | undefined {
  const [, address = '', prefix = ''] = /^([^/]+)\/(\d{1,3})$/.exec(host) ?? [];
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  if (family === 0 || Number(prefix) < 1 || Number(prefix) > bits) return undefined;
  if (family === 4 && isReserved(address, Number(prefix))) return undefined;
  if (NO_HOSTS.check(address, ipv(family))) return undefined;
  const list = new BlockList();
  list.addSubnet(address, Number(prefix), ipv(family));
  return { family, list };
}

/** Addresses that are no single host's in its network: this host itself, groups of hosts, and what is not in use. */
const NO_SERVERS = listOf('0.0.0.0/8', '224.0.0.0/3', '::/128', 'ff00::/8');
const NO_HOSTS = listOf('0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/3', '::/127', 'ff00::/8');
const LINK_LOCAL = listOf('fe80::/10');

function listOf(...networks: string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), ipv(isIP(address)));
  }
  return list;
}

/** Whether an IPv4 address is that of its network, or its broadcast address. */
function isReserved(address: string, prefix: number): boolean {
  if (prefix > 30) return false;
  const number = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const size = 2 ** (32 - prefix);
  return number % size === 0 || number % size === size - 1;
}

function ipv(family: number): 'ipv4' | 'ipv6' {
  return family === 4 ? 'ipv4' : 'ipv6';
}
