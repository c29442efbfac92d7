import { execFileSync } from 'node:child_process';
import { packages, type Manifest } from '../../release/lib/packages';
import { ROOT } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

const VERSION = '7.8.9';
const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();

describe('nx release', () => {
  let workspace: WorkspaceCopy;
  const author = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' };
  const json = (file: string) => JSON.parse(workspace.read(file)) as Record<string, Record<string, object>>;

  beforeAll(async () => {
    workspace = new WorkspaceCopy();
    await workspace.nx(['release', VERSION, '--skip-publish'], author);
  });
  afterAll(() => workspace.remove());

  it('is a commit with a tag, and leaves nothing behind', () => {
    expect(git(workspace.root, 'log', '-1', '--format=%s %D')).toContain(`chore(release): ${VERSION}`);
    expect(git(workspace.root, 'tag', '--points-at', 'HEAD')).toBe(`v${VERSION}`);
    expect(git(workspace.root, 'status', '--porcelain')).toBe('');
  });

  it('gives all packages one version, which they have of each other, too', () => {
    const own = packages().map(({ name }) => name);
    for (const { folder } of packages()) {
      const { version, dependencies } = json(`${folder.slice(ROOT.length + 1)}/package.json`) as unknown as Manifest;
      const wrong = Object.entries(dependencies ?? {}).filter(
        ([name, range]) => own.includes(name) && range !== VERSION,
      );
      expect([folder, version, wrong]).toEqual([folder, VERSION, []]);
    }
    expect(json('package.json')['version']).toBe(VERSION);
  });

  it('leaves no other version in the lock file and in the image', () => {
    const { packages: locked = {}, version } = json('package-lock.json');
    expect([version, locked['']]).toEqual([VERSION, expect.objectContaining({ version: VERSION })]);
    for (const { folder, manifest } of packages()) {
      const path = folder.slice(ROOT.length + 1);
      const dependencies = json(`${path}/package.json`)['dependencies'];
      expect([manifest.name, locked[path]]).toMatchObject([manifest.name, { version: VERSION, dependencies }]);
    }
    expect(workspace.read('image/Dockerfile')).toContain(`image.version="${VERSION}"`);
  });

  it('makes what was unreleased the entry of the version, which is what the release says', () => {
    const [, unreleased] = /^## Unreleased\n(.*?)(?=^## |(?![^]))/ms.exec(workspace.read('CHANGELOG.md'))!;
    expect(unreleased!.trim()).toBe('');
    const notes = execFileSync(process.execPath, ['tools/release/notes.mjs', VERSION], {
      cwd: workspace.root,
      encoding: 'utf8',
    });
    expect(notes).toMatch(/^### Added\n/);
  });
});
