import type { Fetched, Package } from './fetched';

/** What is to be told of a change between two locks. */
export interface Changes {
  /** One for each input that has changed, in order. */
  lines: string[];
  /** How many of them are security updates. */
  security: number;
}

/** One thing that is fetched, in words. */
interface Thing {
  name: string;
  /** Version, digest or checksum. */
  state: string;
  /** Only of a package. */
  of?: Package;
}

/** Returns what has changed, input by input. */
export function changesBetween(before: Fetched, after: Fetched): Changes {
  const [old, now] = [byName(thingsIn(before)), byName(thingsIn(after))];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  const lines: string[] = [];
  let security = 0;
  for (const name of names) {
    const { gone, come } = differing(old.get(name) ?? [], now.get(name) ?? []);
    if (gone.length === 0 && come.length === 0) continue;
    const isSecurity = come.some(({ of }) => of !== undefined && isOfSecurity(of));
    if (isSecurity) security += 1;
    lines.push(`${describe(name, gone, come)}${isSecurity ? ' (security update)' : ''}`);
  }
  return { lines, security };
}

/** Debian and its derivatives have security updates in suites of their own. */
const isOfSecurity = ({ index }: Package): boolean => /(^|-|\/)security\//.test(index);

function differing(old: Thing[], now: Thing[]): { gone: Thing[]; come: Thing[] } {
  const lacks = (things: Thing[]) => (one: Thing) =>
    !things.some(({ state, of }) => same(one, { name: '', state, of }));
  return { gone: old.filter(lacks(now)), come: now.filter(lacks(old)) };
}

/** The index does not count: a security update becomes part of the next point release. */
const same = (one: Thing, other: Thing): boolean => one.state === other.state && one.of?.sha256 === other.of?.sha256;

function describe(name: string, gone: Thing[], come: Thing[]): string {
  const [from, to] = [gone, come].map((things) => things.map(({ state }) => state).join(' and '));
  if (gone.length === 0) return `added: ${name} ${to}`;
  if (come.length === 0) return `removed: ${name} ${from}`;
  return from === to ? `${name}: ${to}, with other content` : `${name}: ${from} -> ${to}`;
}

const thingsIn = ({
  bases = [],
  tools = [],
  packages = [],
  commits = [],
  downloads = [],
  images = [],
}: Fetched): Thing[] => [
  ...bases.map(({ image, digest }) => ({ name: `base image ${image}`, state: digest })),
  ...tools.map((of) => ({ name: `${of.name} (${of.architecture}) of the builder image`, state: of.version, of })),
  ...packages.map((of) => ({ name: `${of.name} (${of.architecture})`, state: of.version, of })),
  ...commits.map(({ repository, branch, commit }) => ({
    name: `commit of ${repository}${branch === undefined ? '' : ` at ${branch}`}`,
    state: commit,
  })),
  ...downloads.map(({ url, sha256 }) => ({ name: `download ${url}`, state: sha256 })),
  ...images.map(({ name, digest }) => ({ name: `container image ${name}`, state: digest })),
];

function byName(things: Thing[]): Map<string, Thing[]> {
  const found = new Map<string, Thing[]>();
  for (const thing of things) found.set(thing.name, [...(found.get(thing.name) ?? []), thing]);
  return found;
}
