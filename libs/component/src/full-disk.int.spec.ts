import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponent, type BuildRequest } from './index';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

/* The artifacts' folder is a file system of its own, which is full after a few megabytes. */

const ROOM = '6m';
/** Runs a program as root: as the user of the tests, or by sudo, which must not ask for a password. */
const asRoot = (program: string, ...args: string[]) =>
  process.getuid!() === 0 ? execFileSync(program, args) : execFileSync('sudo', ['--non-interactive', program, ...args]);

let builder: SmallBuilder;
let folder: string;
beforeEach(async () => {
  builder = await smallBuilder('true');
  folder = join(builder.request.artifactsRoot, '..', 'small');
  mkdirSync(folder);
  asRoot('mount', '-t', 'tmpfs', '-o', `size=${ROOM},uid=${process.getuid!()}`, 'tmpfs', folder);
});
afterEach(async () => {
  asRoot('umount', '--lazy', folder);
  await builder.remove();
});

const build = (script: string, own: Partial<BuildRequest> = {}) => {
  builder.script(script);
  const request = {
    ...builder.request,
    artifactsRoot: join(folder, 'artifacts'),
    previousRoot: join(folder, 'previous'),
  };
  const { engine, log } = builder;
  return buildComponent({ ...request, ...own }, { engine, log, signal: new AbortController().signal });
};
const left = () => readdirSync(join(folder, 'artifacts'), { recursive: true });

it('an artifact that finds no room on this machine leaves nothing, and the next one comes', async () => {
  await expect(build('head -c 20M /dev/zero > tea-1.txt')).rejects.toMatchObject({
    code: 'HK_DISK_FULL',
    message: expect.stringContaining('tea-1.txt') as string,
  });
  expect(left()).toEqual([]);
  await build('echo tea > tea-1.txt');
  expect(readFileSync(join(folder, 'artifacts', builder.request.component, 'tea-1.txt'), 'utf8')).toBe('tea\n');
});

it('one that the store has finds none, either, and the earlier artifact is not taken for it', async () => {
  await build('echo tea > tea-1.txt');
  const large = 'head -c 20M /dev/zero > tea-1.txt # for the store';
  await build(large, { artifactsRoot: builder.request.artifactsRoot });
  await expect(build(large)).rejects.toMatchObject({ code: 'HK_DISK_FULL' });
  expect(builder.lines.join('\n')).not.toContain('Taken from the store');
  expect(left()).toEqual([]);
  expect(readdirSync(join(folder, 'previous'))).toEqual([builder.request.component]);
});
