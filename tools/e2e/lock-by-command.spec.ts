import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { docker } from './lib/orchestrator';
import { FETCH } from './lib/small-components';
import { makeSmallImage } from './lib/small-image';
import { node, nxSucceeds, ROOT, Run } from './lib/workspace';

/*
 * The command and the orchestrator image build what a lock says, with small components. Their artifacts hold the digest of what
 * was fetched.
 */
const TAG = 'hypriotkit-test/orchestrator-of-lock:latest';
const BASE = 'debian:trixie-slim';
const LOCK = 'hypriotkit.lock.json';
const VOLUME = `hypriotkit-test-lock-${process.pid}`;
const COMMAND = join(ROOT, 'libs', 'hypriotkit', 'bin', 'hypriotkit.js');

let target: string;
let base: string;
beforeAll(
  async () => {
    await nxSucceeds('run', 'image:build');
    makeSmallImage(TAG, `${FETCH}\nHOST=$digest`, 'lock');
    base = docker('image', 'inspect', '--format', '{{.Id}}', BASE);
  },
  10 * 60 * 1000,
);
beforeEach(() => {
  target = mkdtempSync(join(tmpdir(), 'hypriotkit-lock-'));
  write('configs.json', { small_pot: {}, small_tea: {} });
  write('boards/garage/configs.json', { small_tea: { hostname: 'garage' } });
  write(LOCK, {
    version: 1,
    components: { small_pot: entry('pot-1'), small_tea: entry('tea-1'), not_here: entry('none') },
    boards: { garage: { small_tea: entry('garage-1') }, attic: { small_tea: entry('none') } },
  });
});
afterEach(() => {
  rmSync(target, { recursive: true });
  docker('volume', 'rm', '--force', VOLUME);
});
afterAll(() => void docker('image', 'rm', '--force', TAG));

const entry = (digest: string, of = base) => ({
  bases: [{ image: BASE, digest: of }],
  images: [{ name: 'leaf', digest }],
});

function write(file: string, content: object): string {
  const path = join(target, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const build = (...args: string[]) =>
  node([COMMAND, 'build', '--target', target, '--image', TAG, '--verbosity', 'info', ...args]).ended;
const made = (file: string) => readFileSync(join(target, file), 'utf8').trim();

it('is the lock beside the configuration, whatever else it has entries for', async () => {
  const { code, output } = await build();
  expect([code, output]).toEqual([0, expect.stringContaining(`hypriotkit: Lock: ${join(target, LOCK)}\n`)]);
  expect([made('small_pot.txt'), made('small_tea.txt')]).toEqual(['small_pot of pot-1', 'small_tea of tea-1']);
});

it('holds for boards, what they share, and what they have for themselves', async () => {
  write(LOCK, {
    version: 1,
    components: { small_pot: entry('pot-1') },
    boards: { garage: { small_tea: entry('garage-1') } },
  });
  expect(await build('--boards', '--volume', VOLUME)).toMatchObject({ code: 0 });
  expect(made('boards/garage/small_tea.txt')).toBe('small_tea of garage-1');
});

it('is another file, or none', async () => {
  const other = write('other.json', { version: 1, components: { small_tea: entry('tea-2') } });
  expect(await build('--lock', other)).toMatchObject({ code: 0 });
  expect(made('small_tea.txt')).toBe('small_tea of tea-2');
  const { code, output } = await build('--no-lock');
  expect([code, output]).toEqual([0, expect.not.stringContaining('Lock:')]);
  expect(made('small_tea.txt')).toMatch(/^small_tea of \d+$/);
});

it('is written on request, and holds from then on', async () => {
  rmSync(join(target, LOCK));
  const { code, output } = await build('--write-lock');
  expect([code, output]).toEqual([0, expect.stringContaining(`, and the lock is in ${target} (`)]);
  const first = ['small_pot', 'small_tea'].map((name) => made(`${name}.txt`));
  const digests = first.map((line) => /^\w+ of (\d+)/.exec(line)![1]!);
  expect(JSON.parse(made(LOCK))).toMatchObject({
    version: 1,
    components: { small_pot: entry(digests[0]!), small_tea: entry(digests[1]!) },
  });
  rmSync(join(target, '.store'), { recursive: true });
  expect(await build()).toMatchObject({ code: 0 });
  expect(['small_pot', 'small_tea'].map((name) => made(`${name}.txt`))).toEqual(first);
});

it('is written for a board and what it shares, beside what the lock has for others', async () => {
  write(LOCK, { version: 1, boards: { attic: { small_tea: entry('none') } } });
  expect(await build('--board', 'garage', '--volume', VOLUME, '--write-lock')).toMatchObject({ code: 0 });
  const [, digest] = /^small_tea of (\d+)/.exec(made('boards/garage/small_tea.txt'))!;
  expect(JSON.parse(made(LOCK))).toMatchObject({
    components: { small_pot: { images: [{ name: 'leaf' }] } },
    boards: { attic: { small_tea: entry('none') }, garage: { small_tea: entry(digest!) } },
  });
});

it('is updated by a build of everything anew', async () => {
  rmSync(join(target, LOCK));
  expect(await build('--write-lock')).toMatchObject({ code: 0 });
  const files = ['small_pot.txt', 'small_tea.txt'];
  const kept = files.map(made);
  expect(await build('--no-lock', '--write-lock')).toMatchObject({ code: 0 });
  expect(files.map(made)).toEqual(kept);

  const { code, output } = await build('--no-lock', '--fresh', '--write-lock');
  expect([code, output]).toEqual([0, expect.not.stringContaining('Taken from the store')]);
  const anew = files.map(made);
  anew.forEach((line, index) => expect(line).not.toBe(kept[index]));
  const digest = (line: string) => /^\w+ of (\d+)/.exec(line)![1]!;
  const [pot, tea] = anew.map(digest) as [string, string];
  expect(JSON.parse(made(LOCK))).toMatchObject({ components: { small_pot: entry(pot), small_tea: entry(tea) } });
  rmSync(join(target, LOCK));
  expect(await build()).toMatchObject({ code: 0 });
  expect(files.map(made)).toEqual(anew);
});

it('is updated for boards, too', async () => {
  rmSync(join(target, LOCK));
  const own = 'boards/garage/small_tea.txt';
  const boards = ['--boards', '--volume', VOLUME, '--no-lock'];
  expect(await build(...boards)).toMatchObject({ code: 0 });
  const kept = made(own);
  const { code, output } = await build(...boards, '--fresh');
  expect([code, output]).toEqual([0, expect.not.stringContaining('Taken from the store')]);
  expect(made(own)).not.toBe(kept);
});

it('is not built with other things than it says', async () => {
  write(LOCK, { version: 1, components: { small_tea: entry('tea-1', 'sha256:other') } });
  const { code, output } = await build();
  expect([code, output]).toEqual([1, expect.stringMatching(/sha256:other is locked.*[^]*\[HK_LOCKED_UNAVAILABLE\]/)]);
  expect(readdirSync(target)).not.toContain('manifest.json');
});

it('ends with 2 before any work if it is damaged', async () => {
  write(LOCK, { version: 1, packages: [] });
  const { code, output } = await build();
  expect([code, output]).toEqual([2, expect.stringContaining('[HK_LOCK_INVALID]')]);
  expect(output).not.toContain('Building');
});

describe('of the orchestrator image', () => {
  const run = () => {
    const socket = '/var/run/docker.sock:/var/run/docker.sock';
    const mounts = [socket, `${VOLUME}:/opt/app/artifacts`, `${target}:/opt/app/user:ro`];
    const args = ['run', '--rm', ...mounts.flatMap((mount) => ['--volume', mount]), TAG];
    return new Run(spawn('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] })).ended;
  };
  const delivered = (file: string) => docker('run', '--rm', '--volume', `${VOLUME}:/v`, BASE, 'cat', `/v/${file}`);

  it('is the one in the folder of the user, as with Docker Compose', async () => {
    expect(await run()).toMatchObject({ code: 0 });
    expect(delivered('small_tea.txt')).toBe('small_tea of tea-1');
  });

  it('ends it with 2 if it is damaged', async () => {
    write(LOCK, { version: 2 });
    const { code, output } = await run();
    expect([code, output]).toEqual([2, expect.stringContaining('[HK_LOCK_INVALID]')]);
  });
});
