import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { QUICK } from '../e2e/lib/workspace';
import { WorkspaceCopy } from '../e2e/lib/workspace-copy';

const HOUR = 60 * 60 * 1000;

/** A user who is not root. */
const NOBODY = 65534;

describe('every component, built twice', () => {
  let workspace: WorkspaceCopy;
  beforeAll(() => {
    workspace = new WorkspaceCopy();
    workspace.write('boards/packaged/configs.json', '{ "rpi_kernel": { "kernel_repo": "deb:linux-image-arm64" } }');
  });
  afterAll(() => workspace.remove());

  it.each([
    'blank_image:reproduce',
    'blank_image:reproduce:odroid',
    'rpi_bootloader:reproduce',
    'root_fs:reproduce',
    'packaged:reproduce-rpi_kernel',
    'packaged:reproduce',
    'rpi_sd_image:reproduce',
    'rpi_kernel:reproduce',
  ])(
    '%s: the builds are equal',
    async (task) => {
      expect(await workspace.nx(['run', task])).toContain('equal: two builds of the same inputs gave the same bytes');
    },
    4 * HOUR,
  );
});

describe('components built from two clones', () => {
  const workspaces: WorkspaceCopy[] = [];
  beforeAll(() => workspaces.push(new WorkspaceCopy(), new WorkspaceCopy()));
  afterAll(() => workspaces.forEach((workspace) => workspace.remove()));

  it.each(['blank_image', 'rpi_bootloader'])(
    '%s has the same files, whatever umask, time zone, locale and user each clone has',
    async (component) => {
      const [one, other] = workspaces as [WorkspaceCopy, WorkspaceCopy];
      // Neither takes what the other has made.
      const words = ['run', `${component}:build`, '--fresh', '--skip-nx-cache'];
      await one.nx(words, { TZ: 'Pacific/Kiritimati', LC_ALL: 'C' });
      asSomebodyElse(other, words, { TZ: 'Etc/GMT+12', LC_ALL: 'et_EE.UTF-8', LANG: 'et_EE.UTF-8' });
      const [first, second] = [filesOf(one, component), filesOf(other, component)];
      expect(Object.keys(first)).toEqual(expect.arrayContaining(['SHA256SUMS', 'manifest.json']));
      expect(second).toEqual(first);
    },
    HOUR,
  );

  /** Digests of all files among a component's artifacts, by name. */
  function filesOf({ root }: WorkspaceCopy, component: string): Record<string, string> {
    const folder = join(root, 'dist', 'artifacts', component);
    const digest = (name: string) =>
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex');
    return Object.fromEntries(readdirSync(folder).map((name) => [name, digest(name)]));
  }

  /** Runs Nx with a strict umask, in a clone that was made with one. If root runs this test, another user has and runs it. */
  function asSomebodyElse({ root }: WorkspaceCopy, words: string[], env: NodeJS.ProcessEnv): void {
    const isRoot = process.getuid?.() === 0;
    execFileSync('chmod', ['--recursive', 'u=rwX,go=', root]);
    if (isRoot) execFileSync('chown', ['--recursive', '--no-dereference', `${NOBODY}:${NOBODY}`, root]);
    const groups = `--groups=${statSync('/var/run/docker.sock').gid}`;
    const user = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, groups] : [];
    const nx = [process.execPath, require.resolve('nx/bin/nx.js'), ...words];
    execFileSync('sh', ['-c', 'umask 077; exec "$@"', 'sh', ...user, ...nx], {
      cwd: root,
      env: { ...process.env, ...QUICK, HYPRIOTKIT_CONFIGS: '', HOME: root, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }
});
