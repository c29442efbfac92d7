import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { docker } from './lib/orchestrator';
import { makeSmallImage } from './lib/small-image';
import { node, nxSucceeds, ROOT } from './lib/workspace';

/*
 * The command and the orchestrator image build boards for real, with small components: garage has its own host name for
 * the image, attic its own pot as well.
 */
const TAG = 'hypriotkit-test/orchestrator-of-boards:latest';
const VOLUME = `hypriotkit-test-boards-${process.pid}`;
const COMMAND = join(ROOT, 'libs', 'hypriotkit', 'bin', 'hypriotkit.js');
const DELIVERED = [
  'configs.json',
  'manifest.json',
  'small_tea.provenance.json',
  'small_tea.txt',
  'small_tea.txt.sha256',
];
const SECRET = 'davy-jones-locker';

let target: string;
beforeAll(
  async () => {
    await nxSucceeds('run', 'image:build');
    makeSmallImage(TAG);
  },
  10 * 60 * 1000,
);
beforeEach(() => {
  target = mkdtempSync(join(tmpdir(), 'hypriotkit-boards-'));
  write('configs.json', { small_tea: { hostname: 'nautilus' } });
  write('boards/garage/configs.json', { small_tea: { hostname: 'garage' } });
  write('boards/attic/configs.json', { small_pot: { hostname: 'attic' } });
});
afterEach(() => {
  rmSync(target, { recursive: true });
  docker('volume', 'rm', '--force', VOLUME);
});
afterAll(() => void docker('image', 'rm', '--force', TAG));

function write(file: string, content: object): void {
  mkdirSync(dirname(join(target, file)), { recursive: true });
  writeFileSync(join(target, file), JSON.stringify(content, null, 2));
}

const build = (...args: string[]) =>
  node([COMMAND, 'build', '--target', target, '--image', TAG, '--verbosity', 'info', ...args]).ended;
const filesOf = (board: string) => readdirSync(join(target, 'boards', board)).sort();
const components = (board: string) => {
  const text = readFileSync(join(target, 'boards', board, 'manifest.json'), 'utf8');
  return (JSON.parse(text) as { components: { component: string }[] }).components.map(({ component }) => component);
};
/** What was made, in order of names: a board's own, or what all boards share. */
const made = (output: string) => [...output.matchAll(/^(\S+): done: /gm)].map(([, name]) => name).sort();

it.each([
  ['into the target folder itself', []],
  ['by way of a volume', ['--volume', VOLUME]],
])('builds all boards %s, and once what they share', async (_, way) => {
  const { code, output } = await build('--boards', ...way);
  expect([code, output]).toEqual([0, expect.stringContaining('hypriotkit: Delivered attic, garage')]);
  expect(made(output)).toEqual(['attic/small_pot', 'attic/small_tea', 'garage/small_tea', 'hypriotkit', 'small_pot']);
  for (const board of ['attic', 'garage']) {
    expect(filesOf(board)).toEqual(DELIVERED);
    expect(components(board)).toEqual(['small_tea']);
    expect(statSync(join(target, 'boards', board, 'small_tea.txt')).uid).toBe(process.getuid!());
  }
  expect(readdirSync(target).filter((name) => !name.startsWith('.'))).toEqual(['boards', 'configs.json']);
});

it('builds one board alone, and shows none of its secrets', async () => {
  write('boards/garage/configs.local.json', { small_tea: { password: SECRET } });
  const { code, output } = await build('--board', 'garage', '--verbosity', 'debug');
  expect(code).toBe(0);
  expect(output).toContain('small_tea of garage with a secret');
  expect(output).not.toContain(SECRET);
  expect(made(output)).toEqual(['garage/small_tea', 'hypriotkit', 'small_pot']);
  expect(filesOf('attic')).toEqual(['configs.json']);
});

it('warns of boards that have the same host name', async () => {
  write('boards/attic/configs.json', { small_tea: { hostname: 'garage' } });
  const { code, output } = await build('--boards');
  expect([code, output]).toEqual([0, expect.stringContaining('attic, garage have the same host name, garage')]);
});

it.each([
  ['a value that only the image judges', { small_tea: { repo: 'nowhere' } }, /nowhere.*it has no Dockerfile/],
  [
    'one that may mean several images',
    {},
    /attic cannot be built: it could be an image of any of small_cup, small_tea/,
  ],
])('ends with 2 before any work for %s, and delivers nothing', async (_, board, message) => {
  write('boards/attic/configs.json', board);
  const { code, output } = await build('--boards');
  expect(output).toMatch(message);
  expect(code).toBe(2);
  expect(made(output)).toEqual([]);
  expect(filesOf('garage')).toEqual(['configs.json']);
});
