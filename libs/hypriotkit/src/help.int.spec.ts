import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from './program';
import { hypriotkit, PROGRAM } from './testing/command';

describe('--help', () => {
  it('teaches: every command and option, examples, the configuration, the exit codes', async () => {
    const { code, stdout } = await hypriotkit(['--help']);
    expect(code).toBe(0);
    const root = program();
    for (const { long } of root.options) expect(stdout).toContain(long);
    for (const command of root.commands) expect(stdout).toMatch(new RegExp(`^  ${command.name()} `, 'm'));
    for (const text of ['Examples:', 'configs.json', 'Exit codes:', '130']) expect(stdout).toContain(text);
  });

  it.each(['build', 'clean', 'cache', 'flash', 'imager', 'upgrade'])(
    'of %s has its options and an example',
    async (command) => {
      const { code, stdout } = await hypriotkit([command, '--help']);
      expect(code).toBe(0);
      for (const option of ['--target', '--image', '--volume', '--verbosity', '--engine']) {
        expect(stdout).toContain(option);
      }
      expect(stdout).toContain(`  hypriotkit ${command} `.trimEnd());
    },
  );

  it('ends quietly when its reader has seen enough', () => {
    // `true` reads nothing, and has ended long before the program writes.
    const script = 'set -o pipefail; "$@" | true';
    const args = ['-c', script, 'bash', process.execPath, PROGRAM, 'cache', '--help'];
    expect(spawnSync('bash', args, { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

it('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };
  expect(await hypriotkit(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

it('npx runs it in a clone, in any of its folders', () => {
  const said = execFileSync('npx', ['--no-install', 'hypriotkit', '--version'], { cwd: __dirname, encoding: 'utf8' });
  expect(said).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(existsSync(join(__dirname, '..', 'dist'))).toBe(false);
});
