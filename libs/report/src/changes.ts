import compare from 'deb-version-compare';
import type { Changes, Finding, Version } from './data';

/** The packages of an image, and what an audit has found of them, if there was one. */
export interface Contents {
  packages: Version[];
  findings?: Finding[];
}

/**
 * Returns what changed between two images, sorted by name. Of a package for several architectures, the last one counts.
 *
 * @param since What the earlier image is, for people.
 */
export function changesBetween(before: Contents, after: Contents, since: string): Changes {
  const [old, now] = [versionsOf(before), versionsOf(after)];
  const isSecurity = (name: string, version: string) =>
    (before.findings ?? []).some(
      ({ kind, package: of, available }) => kind === 'security' && of === name && compare(version, available) >= 0,
    );
  return {
    since,
    added: [...now].flatMap(([name, version]) => (old.has(name) ? [] : [{ name, version }])),
    removed: [...old].flatMap(([name, version]) => (now.has(name) ? [] : [{ name, version }])),
    changed: [...now].flatMap(([name, version]) => {
      const earlier = old.get(name);
      if (earlier === undefined || earlier === version) return [];
      const direction = compare(earlier, version) > 0 ? 'downgraded' : 'upgraded';
      return [{ name, before: earlier, after: version, direction, isSecurity: isSecurity(name, version) }];
    }),
  };
}

const versionsOf = ({ packages }: Contents): Map<string, string> =>
  new Map(
    packages.map(({ name, version }) => [name, version] as const).sort(([one], [other]) => (one < other ? -1 : 1)),
  );

/** Parses the artifact with the role `packages`: name, version and architecture on a line, with tabs. */
export const parsePackages = (text: string): Version[] =>
  text.split('\n').flatMap((line) => {
    const [name, version] = line.split('\t');
    return name && version ? [{ name, version }] : [];
  });
