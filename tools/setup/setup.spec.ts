import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { BareMachine, importing, ROOT } from './testing/bare-machine';

let machine: BareMachine;
beforeEach(() => (machine = new BareMachine()));
afterEach(() => machine.remove());

describe('npm packages', () => {
  /** Runs the step in a minimal clone. `npm` is the script of an npm that fails. */
  const install = (npm?: string) => {
    for (const name of ['package.json', 'package-lock.json']) machine.write(`clone/${name}`, '{}');
    mkdirSync(join(machine.folder, 'clone/tools'));
    symlinkSync(join(ROOT, 'tools/setup'), join(machine.folder, 'clone/tools/setup'));
    if (npm) machine.program('npm', npm);
    const script = `import { ensureNpmPackages } from '${machine.folder}/clone/tools/setup/steps/npm-packages.mjs';
      try { await ensureNpmPackages(); } catch (error) { console.log(error.message, '-', error.hint); }`;
    const child = spawnSync(process.execPath, ['--preserve-symlinks', '--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env: { PATH: `${join(machine.folder, 'bin')}:/bin:/usr/bin:${machine.folder}`.split(':')[0] },
    });
    return child.stdout + child.stderr;
  };
  const fails = (...lines: string[]) => `${lines.map((line) => `echo "npm error ${line}" >&2`).join('\n')}\nexit 1`;

  it.each([
    [
      'code EACCES',
      'path /home/me/.npm/_cacache',
      'npm cannot write to /home/me/.npm/_cacache: make it writable, or use another folder: npm_config_cache',
    ],
    ['code EROFS', 'path /cache', 'npm cannot write to /cache'],
    ['code ENOSPC', 'syscall write', 'the disk is full'],
    ['code ENOTFOUND', 'errno ENOTFOUND', 'check that the npm registry answers'],
    ['code EINTEGRITY', 'sha512', 'npm cache clean'],
  ])('fail to install with a hint: %s, %s', (code, path, hint) => {
    expect(install(fails(code, path))).toContain(hint);
  });

  it('fail to install if the clone is not writable', () => {
    expect(install(fails('code EACCES', `path ${machine.folder}/clone/node_modules`))).toContain(
      'must be writable for you',
    );
  });

  it('need npm', () => {
    expect(install()).toContain('npm is not installed');
  });
});

it('needs the version of Node.js that package.json names', async () => {
  const check = (version: string) =>
    machine.setup(
      {},
      {
        script: importing(
          'ensureNode',
          'steps/node.mjs',
          `try { ensureNode('${version}'); } catch (error) { console.log(error.message); }`,
        ),
      },
    );
  expect((await check('18.20.4')).output).toMatch(/this is Node\.js 18\.20\.4, but 20\.19 or newer is needed/);
  expect((await check('20.9.0')).output).toMatch(/is needed/);
  expect((await check('20.19.0')).output).toBe('');
  expect((await check('24.1.0')).output).toBe('');
});

it('has the variables of the workspace that Nx has, the nearest first', async () => {
  machine.write('.env', 'HYPRIOTKIT_ENGINE=unix:///a\nHYPRIOTKIT_CONFIGS=a.json\nTMPDIR=/a\n');
  machine.write('.env.local', 'HYPRIOTKIT_ENGINE=unix:///b\nHYPRIOTKIT_CONFIGS=b.json\n');
  machine.write('.local.env', 'HYPRIOTKIT_CONFIGS=c.json\n');
  const script = importing(
    'readVariables',
    'lib/variables.mjs',
    `readVariables('${machine.folder}/'); const { HYPRIOTKIT_ENGINE, HYPRIOTKIT_CONFIGS, TMPDIR } = process.env;
    console.log(HYPRIOTKIT_ENGINE, HYPRIOTKIT_CONFIGS, TMPDIR);`,
  );
  const { output } = await machine.setup({ HYPRIOTKIT_ENGINE: undefined, TMPDIR: '/given' }, { script });
  expect(output.trim()).toBe('unix:///b c.json /given');
});

it('uses only modules of Node.js', () => {
  const { stdout } = spawnSync('git', ['grep', '-hoE', "from '[^']+'", '--', 'tools/setup/*.mjs'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(
    stdout
      .trim()
      .split('\n')
      .filter((line) => !/from '(node:|\.)/.test(line)),
  ).toEqual([]);
});
