import { resolve } from 'node:path';
import { cleanCache, inUnits, listCache, type Cache, type CacheCleaned, type StoredBuild } from '@hypriotkit/api';
import { apiOptions, type Work } from '../working';

/** Lists or removes what is kept to speed up later builds. */
export async function cache(work: Work): Promise<void> {
  const { component, olderThan, size, print } = work;
  const options = {
    ...apiOptions(work),
    volume: work.volume ?? (work.target === undefined ? undefined : resolve(work.target)),
    ...(component !== undefined && { component }),
    ...(olderThan !== undefined && { unusedFor: olderThan }),
  };
  if (work.task !== 'clean') return list(await listCache(options), print);
  const cleaned = await cleanCache({ ...options, ...(size !== undefined && { size }) });
  for (const what of named(cleaned.inUse)) work.log.warn(`${what} is in use, and was not deleted`);
  for (const what of named(cleaned.removed)) work.log.detail(`deleted ${what}`);
  const { builds, volumes } = cleaned.removed;
  print(`Deleted ${counted(builds, volumes.length)}; the builds had a size of ${sizeOf(builds)}.`);
}

function list({ place, limit, builds, volumes }: Cache, print: Work['print']): void {
  if (builds.length > 0) {
    print(tableOf(['COMPONENT', 'KEY', 'SIZE', 'LAST USED (UTC)', 'CONTENT'], builds.map(row)));
  }
  print(`${counted(builds)} in ${place}: ${sizeOf(builds)} of ${inUnits(limit)}.`);
  if (volumes.length === 0) return;
  const rows = volumes.map(({ name, size }) => [name, size === undefined ? '?' : inUnits(size)]);
  print(`\n${tableOf(['BUILDER VOLUME', 'SIZE'], rows)}`);
}

function row(build: StoredBuild): string[] {
  const used = build.used.toISOString().slice(0, 16).replace('T', ' ');
  return [build.component, short(build), inUnits(build.size), used, whatIs(build)];
}

function whatIs({ state, manifest }: StoredBuild): string {
  if (!manifest) return state === 'saving' ? 'being saved' : 'damaged; will be replaced';
  const { image, repository, commit } = manifest.builder;
  const from = repository ? `, ${repository}${commit ? `#${commit.slice(0, 12)}` : ''}` : '';
  return `${manifest.artifacts.map(({ file }) => file).join(', ')} by ${image}${from}`;
}

const short = ({ key }: StoredBuild): string => key.slice(0, 12);

const named = ({ builds, volumes }: CacheCleaned['removed']): string[] => [
  ...builds.map((build) => `${build.component} ${short(build)}`),
  ...volumes,
];

function counted(builds: StoredBuild[], volumes = 0): string {
  const ofBuilders = volumes === 0 ? '' : ` and ${volumes} builder ${volumes === 1 ? 'volume' : 'volumes'}`;
  return `${builds.length} finished ${builds.length === 1 ? 'build' : 'builds'}${ofBuilders}`;
}

const sizeOf = (builds: StoredBuild[]): string => inUnits(builds.reduce((sum, { size }) => sum + size, 0));

/** Formats rows under headings, with columns as wide as needed. */
function tableOf(headings: string[], rows: string[][]): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  return all.map((row) => line(row).trimEnd()).join('\n');
}
