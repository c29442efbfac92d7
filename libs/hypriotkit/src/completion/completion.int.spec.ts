import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { connect, ensureBuilder, ownerLabels, runContainer, type Engine } from '@hypriotkit/engine';
import { hypriotkit } from '../testing/command';
import { SHELLS, type Shell } from './completion';

const IMAGE = 'hypriotkit-test/shells:latest';
const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-shells-'));
let engine: Engine;

beforeAll(async () => {
  engine = await connect();
  await ensureBuilder(engine, { folder: join(__dirname, '..', 'testing', 'shells'), tag: IMAGE });
  mkdirSync(join(folder, 'work', 'artifacts'), { recursive: true });
  writeFileSync(join(folder, 'work', 'hypriotos.img'), '');
  for (const shell of SHELLS) {
    const { code, stdout } = await hypriotkit(['completion', shell]);
    expect(code).toBe(0);
    writeFileSync(join(folder, shell), stdout);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Returns what a shell offers when Tab is pressed at the end of a line. The current folder has a folder `artifacts` and a file.
 */
async function offered(shell: Shell, line: string): Promise<string> {
  const lines: string[] = [];
  const { exitCode } = await runContainer(engine, {
    image: IMAGE,
    command: ['sh', '-c', 'cd /scripts/work && exec "$@"', '-', shell, `/complete.${shell}`, line],
    hostPaths: { [folder]: '/scripts' },
    // If the tests are killed, the next build removes the container.
    labels: ownerLabels({ project: 'test', task: 'completion' }),
    onLine: (_, text) => void lines.push(stripVTControlCharacters(text)),
  });
  expect([exitCode, lines.join('\n')]).toEqual([0, expect.any(String)]);
  return lines.join('\n');
}

describe.each(SHELLS)('%s', (shell) => {
  it.each([
    ['hypriotkit ', ['build', 'clean', 'cache', 'flash', 'imager', 'upgrade', 'completion']],
    ['hypriotkit --c', ['--cmd']],
    ['hypriotkit --cmd ', ['build', 'clean', 'cache', 'upgrade']],
    ['hypriotkit build --v', ['--volume', '--verbosity']],
    ['hypriotkit build --target build --verbosity ', ['quiet', 'info', 'debug']],
    ['hypriotkit build --verbosity=d', ['debug']],
    ['hypriotkit build --target a', ['artifacts']],
    ['hypriotkit cache ', ['list', 'clean']],
    ['hypriotkit cache clean --o', ['--older-than']],
    ['hypriotkit flash h', ['hypriotos.img']],
    ['hypriotkit flash hypriotos.img --u', ['--unmount', '--userdata']],
    ['hypriotkit flash --userdata h', ['hypriotos.img']],
    ['hypriotkit imager --u', ['--url']],
    ['hypriotkit completion ', ['bash', 'zsh', 'fish']],
  ])('offers after "%s" %j', async (line, words) => {
    const text = await offered(shell, line);
    for (const word of words) expect(text).toContain(word);
  });
});
