// `npm run bench [-- --cold]`: how long builds take on this machine, as a table. --cold adds the one without any cache.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { duration } from '@hypriotkit/component';
import { nxSucceeds, ROOT } from '../e2e/lib/workspace';

const USER_CONFIGURATION = join(ROOT, 'configs.json');
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

/** One that was never built before; the user's own configuration is put back in every ending. */
async function withAnotherHostName<T>(work: () => Promise<T>): Promise<T> {
  const before = existsSync(USER_CONFIGURATION) ? readFileSync(USER_CONFIGURATION) : undefined;
  const restore = () =>
    before ? writeFileSync(USER_CONFIGURATION, before) : rmSync(USER_CONFIGURATION, { force: true });
  process.once('exit', restore);
  writeFileSync(USER_CONFIGURATION, JSON.stringify({ root_fs: { hostname: `bench-${Date.now()}` } }));
  return work().finally(restore);
}
