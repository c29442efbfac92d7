// `npm run bench [-- --cold] [-- --boards]`: prints a table of build times on this machine. --cold adds a build without any
// cache, --boards adds boards.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { duration } from '@hypriotkit/core';
import { nxSucceeds } from '../e2e/lib/workspace';
import { WorkspaceCopy } from '../e2e/lib/workspace-copy';

const IMAGE = ['run', 'rpi_sd_image:build'];

const BOARDS = 10;
const IMAGE_SCRIPT = join(__dirname, '..', 'e2e', 'lib', 'container-image.sh');

const scenarios: { what: string; measure: () => Promise<{ seconds: number }> }[] = [
  { what: 'nothing has changed', measure: () => nxSucceeds(...IMAGE) },
  { what: "Nx's cache is gone", measure: () => nxSucceeds(...IMAGE, '--skip-nx-cache') },
  { what: 'another host name', measure: () => withAnotherHostName(() => nxSucceeds(...IMAGE)) },
];
const cold = {
  what: 'with no cache at all',
  measure: () => nxSucceeds('run-many', '--targets=build', '--fresh', '--skip-nx-cache'),
};

const boards = [1, BOARDS].map((count) => ({
  what: `${count} board${count > 1 ? 's' : ''} with a new host name and container image`,
  measure: () => buildBoards(count),
}));

const chosen = (option: string, list: typeof scenarios) => (process.argv.includes(option) ? list : []);
void run([...chosen('--cold', [cold]), ...scenarios, ...chosen('--boards', boards)]);

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

/**
 * Builds boards that differ in their host names and container images, which were never built before. Everything else is in
 * the store.
 */
async function buildBoards(count: number): Promise<{ seconds: number }> {
  const workspace = new WorkspaceCopy();
  try {
    const names = Array.from({ length: count }, (_, index) => `bench-${Date.now()}-${index}`);
    for (const name of names) {
      makeContainerImage(join(workspace.root, `${name}.tar`), name);
      const fields = { root_fs: { hostname: name }, rpi_sd_image: { container_images: [`${name}.tar`] } };
      workspace.write(`boards/${name}/configs.json`, JSON.stringify(fields));
    }
    const started = Date.now();
    await workspace.nx(['run-many', '-t', 'build', '-p', names.join(',')]);
    return { seconds: (Date.now() - started) / 1000 };
  } finally {
    workspace.remove();
  }
}

/** Makes a container image of 10 MB that cannot be compressed. */
function makeContainerImage(file: string, name: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-bench-'));
  try {
    writeFileSync(join(folder, 'data'), randomBytes(10_000_000));
    execFileSync('tar', ['--create', '--file', join(folder, 'layer.tar'), '--directory', folder, 'data']);
    execFileSync('bash', [IMAGE_SCRIPT, file, 'arm64', join(folder, 'layer.tar'), `bench/${name}:1`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
