// `npm run bench [-- --cold]`: prints a table of build times on this machine. --cold adds a build without any cache.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { duration } from '@hypriotkit/core';
import { nxSucceeds } from '../e2e/lib/workspace';

const IMAGE = ['run', 'rpi_sd_image:build'];

const scenarios: { what: string; measure: () => Promise<{ seconds: number }> }[] = [
  { what: 'nothing has changed', measure: () => nxSucceeds(...IMAGE) },
  { what: "Nx's cache is gone", measure: () => nxSucceeds(...IMAGE, '--skip-nx-cache') },
  { what: 'another host name', measure: () => withAnotherHostName(() => nxSucceeds(...IMAGE)) },
];
const cold = {
  what: 'with no cache at all',
  measure: () => nxSucceeds('run-many', '--targets=build', '--fresh', '--skip-nx-cache'),
};

void run(process.argv.includes('--cold') ? [cold, ...scenarios] : scenarios);

async function run(list: typeof scenarios): Promise<void> {
  await nxSucceeds(...IMAGE);
  console.log(`| ${cpus().length} cores, ${cpus()[0]!.model} | time |\n| --- | --- |`);
  for (const { what, measure } of list) console.log(`| ${what} | ${duration((await measure()).seconds * 1000)} |`);
}

/** Runs work with a host name that was never built before. It is in a separate configuration file. */
async function withAnotherHostName<T>(work: () => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-bench-'));
  const file = join(folder, 'configs.json');
  writeFileSync(file, JSON.stringify({ root_fs: { hostname: `bench-${Date.now()}` } }));
  process.env['HYPRIOTKIT_CONFIGS'] = file;
  return work().finally(() => rmSync(folder, { recursive: true }));
}
