/** Everything that a build has fetched. Each list is sorted, and absent if it would be empty. */
export interface Fetched {
  /** The images that the builder image is made from and that are not built here. */
  bases?: { image: string; digest: string }[];
  /** Packages that apt has installed in the builder image, such as the compiler. Absent if that was not recorded. */
  tools?: Package[];
  packages?: Package[];
  /** `branch` is the branch or tag that was asked for; absent: the default branch. */
  commits?: { repository: string; branch?: string; commit: string }[];
  downloads?: { url: string; sha256: string }[];
  /** Container images that the artifacts hold. */
  images?: { name: string; digest: string }[];
}

/** A Debian package. */
export interface Package {
  name: string;
  version: string;
  architecture: string;
  sha256: string;
  /** Suite and component that it was in: `trixie-security/main`. */
  index: string;
}

/** Stands in the lines for what does not apply. */
const NOTHING = '-';

/**
 * Reads the lines of a record, as the shell library of the builders writes them: components/base_image/builder/inputs.sh
 * describes them. Repeated lines count once.
 */
export function parseRecord(text: string): Fetched {
  const lines = [...new Set(text.split('\n').filter((line) => line !== ''))].map((line) => line.split('\t'));
  const of = (kind: string) => lines.filter(([first]) => first === kind).map(([, ...words]) => words as Words);
  return sorted({
    packages: of('package').map(([name, version, architecture, sha256, index]) => ({
      name,
      version,
      architecture,
      sha256,
      index,
    })),
    commits: of('commit').map(([repository, commit, branch]) => ({
      repository,
      ...(branch !== NOTHING && { branch }),
      commit,
    })),
    downloads: of('download').map(([url, , , sha256]) => ({ url, sha256 })),
    images: of('image').map(([name, digest]) => ({ name, digest })),
  });
}

type Words = [string, string, string, string, string];

/** The lines for a builder. It does not need what its image is made from. */
export function recordText({ packages = [], commits = [], downloads = [], images = [] }: Fetched): string {
  const lines = [
    ...packages.map(({ name, version, architecture, sha256, index }) => [
      'package',
      name,
      version,
      architecture,
      sha256,
      index,
    ]),
    ...commits.map(({ repository, branch = NOTHING, commit }) => ['commit', repository, commit, branch]),
    ...downloads.map(({ url, sha256 }) => ['download', url, NOTHING, NOTHING, sha256]),
    ...images.map(({ name, digest }) => ['image', name, digest]),
  ];
  return lines.map((words) => `${[...words, ...Array<string>(6 - words.length).fill(NOTHING)].join('\t')}\n`).join('');
}

/** Returns the same with each list in its order, and without empty ones. */
export function sorted(fetched: Fetched): Fetched {
  const lists = KINDS.map((kind) => [kind, inOrder(fetched[kind] ?? [])] as const);
  return Object.fromEntries(lists.filter(([, list]) => list.length > 0));
}

export const KINDS = ['bases', 'tools', 'packages', 'commits', 'downloads', 'images'] as const;

/** By code units, the same on every machine. A package may be there in several versions and architectures. */
function inOrder(list: readonly object[]): object[] {
  const keyed = list.map((item) => ({ key: Object.values(item).join('\t'), item }));
  return keyed.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ item }) => item);
}
