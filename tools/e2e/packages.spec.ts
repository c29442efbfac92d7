import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packages } from '../release/lib/packages';
import { buildPackages, pack } from './lib/packed';
import { node } from './lib/workspace';

const CHECK = join(__dirname, '..', 'release', 'check.mjs');
const PUBLISHED = /^package\/(package\.json|README\.md|dist\/.+|bin\/.+\.js|(executors|generators|migrations)\.json)$/;
const DEVELOPED = /(?<!\.d)\.ts$|\.spec\.|\.map$|\/testing\//;

describe('the packages as published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-packages-'));
  const all = packages();
  const tarballs = new Map<string, string>();

  beforeAll(() => {
    buildPackages();
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
});
