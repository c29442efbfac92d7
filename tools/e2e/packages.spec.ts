import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, removeVolume } from '@hypriotkit/engine';
import { ensureStandIn, STAND_IN } from '../../libs/api/src/testing/stand-in-image';
import { packages } from '../release/lib/packages';
import { buildPackages, pack } from './lib/packed';
import { node, ROOT, Run } from './lib/workspace';

const CHECK = join(__dirname, '..', 'release', 'check.mjs');
const PUBLISHED = /^package\/(package\.json|README\.md|dist\/.+|bin\/.+\.js|(executors|generators|migrations)\.json)$/;
const DEVELOPED = /(?<!\.d)\.ts$|\.spec\.|\.map$|\/testing\//;

describe('the packages as published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-packages-'));
  const all = packages();
  const tarballs = new Map<string, string>();

  beforeAll(async () => {
    await buildPackages();
    for (const one of all) tarballs.set(one.name, pack(one.built, folder));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(all)('$name holds JavaScript, types, what is read at run time, and nothing else', ({ name }) => {
    const listed = execFileSync('tar', ['-tzf', tarballs.get(name)!], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(listed.filter((file) => !PUBLISHED.test(file) || DEVELOPED.test(file))).toEqual([]);
    expect(listed).toEqual(
      expect.arrayContaining(
        ['package.json', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'dist/LICENSE'].map(
          (file) => `package/${file}`,
        ),
      ),
    );
  });

  it('satisfy publint and are-the-types-wrong', async () => {
    const { code, output } = await node([CHECK, ...tarballs.values()]).ended;
    expect(output).toBe('');
    expect(code).toBe(0);
  });

  // Without the plugin, which needs Nx.
  describe('installed where there is nothing of this workspace', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'hypriotkit-installed-'));
    const volume = `hypriotkit-test-installed-${process.pid}`;
    const run = (program: string, ...args: string[]) =>
      new Run(spawn(program, args, { cwd: elsewhere, stdio: ['ignore', 'pipe', 'pipe'] })).ended;

    beforeAll(async () => {
      await ensureStandIn();
      writeFileSync(join(elsewhere, 'package.json'), '{ "private": true }');
      const files = [...tarballs].filter(([name]) => name !== '@hypriotkit/docker').map(([, file]) => file);
      expect(await run('npm', 'install', '--no-audit', ...files)).toMatchObject({ code: 0 });
      mkdirSync(join(elsewhere, 'out'));
      writeFileSync(join(elsewhere, 'out', 'configs.json'), '{ "blank_image": { "device": "odroid" } }');
    });
    afterAll(async () => {
      await removeVolume(await connect(), volume);
      rmSync(elsewhere, { recursive: true });
    });

    it('the command runs', async () => {
      const help = await run('npx', '--no-install', 'hypriotkit', '--help');
      expect(help).toMatchObject({ code: 0, output: expect.stringContaining('Exit codes:') });
      const build = ['hypriotkit', '--cmd', 'build', '--target', 'out', '--image', STAND_IN, '--volume', volume];
      expect(await run('npx', '--no-install', ...build)).toMatchObject({ code: 0, output: '' });
      expect(readdirSync(join(elsewhere, 'out')).sort()).toEqual([
        'configs.json',
        'manifest.json',
        'rpi-raw.img.zip',
        'rpi-raw.img.zip.sha256',
      ]);
    });

    it('the example of docs/api.md runs', async () => {
      const page = readFileSync(join(ROOT, 'docs', 'api.md'), 'utf8');
      const example = /```js\n(.*?)```/s
        .exec(page)![1]!
        .replace("'hypriotkit/hypriotkit:latest'", `'${STAND_IN}'`)
        .replace("'hypriot-artifacts'", `'${volume}'`);
      writeFileSync(join(elsewhere, 'example.mjs'), example);
      const { code, output } = await run(process.execPath, 'example.mjs');
      expect([code, output.trim().split('\n')]).toEqual([
        0,
        [
          'blank_image: Making rpi-raw.img.zip',
          'out/rpi-raw.img.zip',
          'out/rpi-raw.img.zip.sha256',
          'out/manifest.json',
        ],
      ]);
    });
  });
});
