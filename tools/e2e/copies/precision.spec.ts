import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtTasks, useStandIn } from '../lib/stand-in';
import { ISOLATED } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

const DEFAULTS = 'image/configs.json';
const USER = 'configs.json';

/** Each component with those that read what it makes, directly or not. */
const REACHED: Record<string, string[]> = {
  base_image: ['base_image', 'blank_image', 'root_fs', 'rpi_bootloader', 'rpi_kernel', 'rpi_sd_image'],
  blank_image: ['blank_image', 'rpi_sd_image'],
  root_fs: ['root_fs', 'rpi_sd_image'],
  rpi_bootloader: ['rpi_bootloader', 'rpi_sd_image'],
  rpi_kernel: ['rpi_kernel', 'rpi_sd_image'],
  rpi_sd_image: ['rpi_sd_image'],
};
const FIELD: Record<string, string> = { root_fs: 'password' };
const COMPONENTS = Object.keys(REACHED);
/** No component, but made from all of them: the orchestrator image. */
const IMAGE = 'image';

let workspace: WorkspaceCopy;
beforeAll(async () => {
  workspace = new WorkspaceCopy();
  useStandIn(workspace);
  workspace.commit();
  expect(await built()).toEqual(REACHED['base_image']);
});
afterEach(() => workspace.restore());
afterAll(() => workspace.remove());

/** Components that a build really makes, the others coming from the cache. */
async function built(env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  return builtTasks(workspace, () => workspace.nx(['run-many', '-t', 'build', '--exclude', IMAGE], env));
}

/** What `nx show projects` says is affected. */
async function shown(target = 'build'): Promise<string[]> {
  const output = await workspace.nx(['show', 'projects', '--affected', '-t', target, '--json']);
  return (JSON.parse(output) as string[]).sort();
}

/** What `nx affected` would build for its own sake. */
async function selected(): Promise<string[]> {
  const args = ['affected', '-t', 'build', '--base=main', '--exclude', IMAGE, '--explain=stdout'];
  const output = await workspace.nx(args);
  const { affected } = JSON.parse(output) as { affected: Record<string, unknown> };
  return Object.keys(affected)
    .map((task) => task.replace(':build', ''))
    .sort();
}

async function expectReached(components: string[]): Promise<void> {
  const [chosen, made] = await Promise.all([selected(), built()]);
  expect({ chosen, made }).toEqual({ chosen: components, made: components });
}

const setField = (file: string, component: string, value: string) =>
  workspace.editJson(file, (json) => ((json[component] ??= {})[FIELD[component] ?? 'image'] = value));

describe('one field changed reaches its component and those that read it, in nx affected and the cache', () => {
  const cases = [DEFAULTS, USER].flatMap((file) => COMPONENTS.map((component) => ({ file, component })));

  it.each(cases)('$component in $file', async ({ file, component }) => {
    setField(file, component, 'another');
    await expectReached(REACHED[component]!);
  });

  it('and nx show, which says what is affected', async () => {
    setField(USER, 'blank_image', 'another');
    expect(await shown()).toEqual(REACHED['blank_image']);
    setField(DEFAULTS, 'root_fs', 'another');
    expect(await shown()).toEqual([...REACHED['blank_image']!, IMAGE, 'root_fs'].sort());
  });

  it('root_fs.password, of all things, does not reach the kernel', () => {
    expect(FIELD['root_fs']).toBe('password');
    expect(REACHED['root_fs']).not.toContain('rpi_kernel');
  });
});

it('files written another way, and keys in another order, reach nobody', async () => {
  workspace.edit(DEFAULTS, (text) => {
    const { $schema, ...components } = JSON.parse(text) as Record<string, object>;
    const backwards = (object: object) => Object.fromEntries(Object.entries(object).reverse()) as object;
    const each = Object.entries(components).map(([name, fields]) => [name, backwards(fields)]);
    return JSON.stringify({ ...backwards(Object.fromEntries(each) as object), $schema }, null, 7);
  });
  workspace.edit(USER, (text) => `\n\n${text.replaceAll(' ', '')}\n`);
  await expectReached([]);
});

describe("a builder's folder reaches its component and those that read it", () => {
  it.each(COMPONENTS)('%s', async (component) => {
    workspace.edit(`components/${component}/builder/Dockerfile`, (text) => `${text}# changed\n`);
    await expectReached(REACHED[component]!);
  });

  it('a new file too', async () => {
    workspace.write('components/blank_image/builder/lib/new.sh', '');
    await expectReached(REACHED['blank_image']!);
  });

  it('wherever the configuration has it', async () => {
    workspace.editJson(USER, (json) => (json['blank_image'] = { repo: 'my/builder' }));
    workspace.write('my/builder/Dockerfile', 'FROM scratch # as it was');
    await built();
    workspace.write('my/builder/Dockerfile', 'FROM scratch # changed');
    expect(await built()).toEqual(REACHED['blank_image']);
  });
});

describe("a file of the user's that a field names reaches its component alone", () => {
  const COMPOSE = 'stack/compose.yaml';
  const change = (text: string) => workspace.write(COMPOSE, `# ${text}`);

  it('named in the configuration; nx affected agrees', async () => {
    workspace.editJson(USER, (json) => (json['rpi_sd_image'] = { compose_file: 'stack' }));
    change('as it was');
    workspace.commit();
    await built();
    change('changed');
    await expectReached(REACHED['rpi_sd_image']!);
    workspace.editJson(USER, (json) => delete json['rpi_sd_image']);
    workspace.commit();
  });

  it('where git ignores it', async () => {
    workspace.editJson(USER, (json) => (json['rpi_sd_image'] = { container_images: ['tmp/app.tar'] }));
    workspace.write('tmp/app.tar', 'as it was');
    await built(ISOLATED);
    expect(await built(ISOLATED)).toEqual([]);
    workspace.write('tmp/app.tar', 'changed');
    expect(await built(ISOLATED)).toEqual(REACHED['rpi_sd_image']);
  });

  it('named on the command line, as are the items of a list', async () => {
    const build = (...words: string[]) =>
      builtTasks(workspace, () => workspace.nx(['run', 'rpi_sd_image:build', ...words]));
    change('as it was');
    const words = ['--compose_file=stack', '--container_images=nginx:1', '--container_images=busybox:1'];
    expect(await build(...words)).toEqual(REACHED['rpi_sd_image']);
    expect(await build(...words)).toEqual([]);
    expect(await build(...words.slice(0, 2))).toEqual(REACHED['rpi_sd_image']);
    change('changed');
    expect(await build(...words)).toEqual(REACHED['rpi_sd_image']);
  });

  it('named in a named configuration', async () => {
    workspace.editJson('components/rpi_sd_image/project.json', ({ targets }) => {
      (targets!['build'] as Record<string, object>)['configurations'] = { kiosk: { compose_file: COMPOSE } };
    });
    change('as it was');
    await built();
    change('changed');
    expect(await built()).toEqual(REACHED['rpi_sd_image']);
  });
});

it('the proof, a project of its own, reaches verify and boot of the image and no build', async () => {
  workspace.edit('components/rpi_sd_image/proof/verify.py', (text) => `${text}\n`);
  const reached = await Promise.all(['verify', 'boot', 'lint'].map((target) => shown(target)));
  expect(reached).toEqual([['rpi_sd_image'], ['rpi_sd_image'], ['proof']]);
  await expectReached([]);
});

describe('the tools that build', () => {
  it('reach every component', async () => {
    workspace.write('libs/component/src/new.ts', '');
    await expectReached(REACHED['base_image']!);
  });

  it('reach nobody where they have no part in a build', async () => {
    for (const file of ['generators/new.ts', 'plugin/new.ts', 'lib/new.spec.ts', 'testing/new.ts']) {
      workspace.write(`libs/docker/src/${file}`, '');
    }
    await expectReached([]);
  });
});

describe('the cache knows what Nx does not see', () => {
  it("the user's file, where git ignores it", async () => {
    workspace.edit('.gitignore', (text) => `${text}/${USER}\n`);
    await built(ISOLATED);
    setField(USER, 'rpi_kernel', 'another');
    expect(await built(ISOLATED)).toEqual(REACHED['rpi_kernel']);
  });

  it.each(['false', 'true'])("another user's file, outside of the workspace; Nx's daemon: %s", async (NX_DAEMON) => {
    const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-user-'));
    const env = { ...ISOLATED, NX_DAEMON, HYPRIOTKIT_CONFIGS: join(folder, 'mine.json') };
    const mine = (layer: object) => writeFileSync(env.HYPRIOTKIT_CONFIGS, JSON.stringify(layer));
    mine({});
    await built(env);
    mine({ root_fs: { hostname: `nautilus-${NX_DAEMON}` } });
    expect(await built(env)).toEqual(REACHED['root_fs']);
    if (NX_DAEMON === 'true') await workspace.nx(['daemon', '--stop'], env);
    rmSync(folder, { recursive: true });
  });

  it.each(['false', 'true'])(
    "what project.json names behind a link, and outside; Nx's daemon: %s",
    async (NX_DAEMON) => {
      const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-outside-'));
      const env = { ...ISOLATED, NX_DAEMON };
      const name = (component: string, options: object) =>
        workspace.editJson(`components/${component}/project.json`, ({ targets }) => {
          Object.assign((targets!['build'] as { options: object }).options, options);
        });
      writeFileSync(join(folder, 'compose.yaml'), `# ${NX_DAEMON}`);
      symlinkSync(folder, join(workspace.root, 'link'));
      name('rpi_sd_image', { compose_file: 'link' });
      await built(env);
      expect(await built(env)).toEqual([]);
      writeFileSync(join(folder, 'compose.yaml'), `# changed ${NX_DAEMON}`);
      expect(await built(env)).toEqual(REACHED['rpi_sd_image']);
      chmodSync(join(folder, 'compose.yaml'), 0o755);
      expect(await built(env)).toEqual(REACHED['rpi_sd_image']);
      name('root_fs', { repo: folder });
      await built(env);
      expect(await built(env)).toEqual(expect.arrayContaining(['root_fs']));
      if (NX_DAEMON === 'true') await workspace.nx(['daemon', '--stop'], env);
      rmSync(folder, { recursive: true });
    },
  );

  it('a configuration that is not valid is not taken as built already', async () => {
    workspace.editJson(USER, (json) => (json['rot_fs'] = {}));
    expect(await built(ISOLATED)).toEqual(REACHED['base_image']);
  });
});

describe('the orchestrator image', () => {
  const isAffected = async () => (await shown()).includes(IMAGE);

  it.each([DEFAULTS, 'components/blank_image/builder/Dockerfile', 'libs/orchestrator/src/build.ts'])(
    'is reached by %s, which it holds',
    async (file) => {
      workspace.edit(file, (text) => `${text}\n`);
      expect(await isAffected()).toBe(true);
    },
  );

  it("is not reached by the user's configuration", async () => {
    setField(USER, 'root_fs', 'another');
    expect(await isAffected()).toBe(false);
  });
});
