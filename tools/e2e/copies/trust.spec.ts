import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addSmallComponents, NOW } from '../lib/small-components';
import { ISOLATED, nx } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

// Each test has a time of its own, so that it takes nothing of another one's from the store.
let now = Number(NOW);
let workspace: WorkspaceCopy;
beforeAll(() => {
  workspace = new WorkspaceCopy();
  addSmallComponents(workspace, 'echo "==> Brewing"; sleep "$(cat /seconds 2>/dev/null || echo 0)"');
  workspace.write(
    'components/small_tea/builder/build.sh',
    'set -eu\necho "==> Reading"\nsha256sum <small_pot.txt | cut -c 1-64 >small_tea.txt\n',
  );
  workspace.commit();
});
beforeEach(() => {
  now += 1;
  workspace.restore();
  rmSync(join(workspace.root, 'dist'), { recursive: true, force: true });
});
afterAll(() => workspace.remove());

const start = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  nx(args, { SOURCE_DATE_EPOCH: String(now), ...env }, workspace.root);
const run = (args: string[], env: NodeJS.ProcessEnv = {}) => start(args, env).ended;
const succeeds = async (...args: string[]) => {
  const { code, output } = await run(args);
  if (code !== 0) throw new Error(`nx ${args.join(' ')} ended with ${code}:\n${output}`);
  return output;
};
const path = (component: string) => join(workspace.root, 'dist', 'artifacts', component, `${component}.txt`);
const read = (component: string) => readFileSync(path(component), 'utf8');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** Makes the pot take its time, in a way that is part of its image. */
const slowly = () =>
  workspace.edit('components/small_pot/builder/Dockerfile', (text) => `${text}RUN echo 20 >/seconds\n`);

describe("what Nx's cache brings back damaged", () => {
  const cached = (ending: string) => {
    const cache = join(workspace.root, '.nx', 'cache');
    const found = readdirSync(cache, { recursive: true }).map(String);
    const paths = found.filter((name) => name.endsWith(ending)).map((name) => join(cache, name));
    expect(paths.length).toBeGreaterThan(0);
    return paths;
  };
  const change = (ending: string, how: (text: string) => string) => {
    for (const file of cached(ending)) writeFileSync(file, how(readFileSync(file, 'utf8')));
  };
  const damageCache = () => {
    change('/small_pot.txt', (text) => text.replace('0', '1'));
    rmSync(join(workspace.root, 'dist'), { recursive: true });
  };

  it('is made again for who reads it, and nothing wrong is kept', async () => {
    await succeeds('run', 'small_pot:build');
    const good = read('small_pot');
    damageCache();
    const output = await succeeds('run', 'small_tea:build');
    expect(output).toMatch(/warning: The artifacts of small_pot are damaged: small_pot\.txt has SHA-256 \w+/);
    expect(read('small_tea')).toBe(`${sha256(good)}\n`);
    expect(read('small_pot')).toBe(good);
    await succeeds('run', 'small_tea:build', '--skip-nx-cache');
    expect(read('small_tea')).toBe(`${sha256(good)}\n`);
  });

  it('does not stay where nobody reads it, whichever component it is of', async () => {
    await succeeds('run', 'small_tea:build');
    change('/small_tea.txt', (text) => `${text}!`);
    damageCache();
    const { code, output } = await run(['run', 'small_tea:build']);
    for (const component of ['small_pot', 'small_tea']) {
      expect(output).toMatch(
        new RegExp(`The artifacts of ${component} are damaged.*\\n?.*\\[HK_INPUT_DAMAGED\\]`, 's'),
      );
      expect(existsSync(path(component))).toBe(false);
    }
    expect(code).toBe(1);
    await succeeds('run', 'small_tea:build', '--skip-nx-cache');
    expect(existsSync(path('small_tea'))).toBe(true);
  });

  it.each<[string, () => void, RegExp]>([
    ['its manifest is gone', () => cached('/small_pot/manifest.json').forEach((file) => rmSync(file)), /is missing/],
    [
      'its manifest lists nothing',
      () => change('/small_pot/manifest.json', (text) => JSON.stringify({ ...JSON.parse(text), artifacts: [] })),
      /manifest\.json is not as it was written/,
    ],
    [
      'its manifest names another builder image',
      () => change('/small_pot/manifest.json', (text) => text.replace(/("digest": ")..../, '$10000')),
      /manifest\.json is not as it was written/,
    ],
    [
      'its checksum is another',
      () => change('/small_pot.txt.sha256', (text) => text.replace(/^.{4}/, '0000')),
      /does not match manifest\.json/,
    ],
    [
      'its provenance is of something else',
      () => change('/small_pot/provenance.json', (text) => text.replace(/("sha256": ")..../, '$10000')),
      /provenance\.json is missing or does not match manifest\.json/,
    ],
    [
      'its provenance names something else that it was made from',
      () => change('/small_pot/provenance.json', (text) => text.replace('debian:trixie-slim', 'debian:trixie-slum')),
      /provenance\.json is missing or does not match manifest\.json/,
    ],
    [
      'all of it is gone',
      () => cached('/artifacts/small_pot').forEach((folder) => rmSync(folder, { recursive: true })),
      /manifest\.json is missing/,
    ],
  ])('is told where nobody reads it, whatever it is: %s', async (_, damage, problem) => {
    await succeeds('run', 'small_pot:build');
    damage();
    rmSync(join(workspace.root, 'dist'), { recursive: true });
    const { code, output } = await run(['run', 'small_pot:build']);
    expect(output).toMatch(problem);
    expect(output).toContain('[HK_INPUT_DAMAGED]');
    expect(code).toBe(1);
    expect(existsSync(path('small_pot'))).toBe(false);
  });
});

it("the provenance is the same from a build, from Nx's cache and from the store", async () => {
  const provenance = () =>
    ['small_pot', 'small_tea'].map((name) => readFileSync(join(path(name), '..', 'provenance.json'), 'utf8'));
  const again = async (...args: string[]) => {
    rmSync(join(workspace.root, 'dist'), { recursive: true });
    return succeeds('run', 'small_tea:build', ...args);
  };
  await succeeds('run', 'small_tea:build');
  const built = provenance();
  expect(await again()).toContain('Nx read the output from the cache instead of running the command for 2 out of 2');
  expect(provenance()).toEqual(built);
  expect((await again('--skip-nx-cache')).match(/Taken from the store/g)).toHaveLength(2);
  expect(provenance()).toEqual(built);
  // The password is known to everybody, and hidden all the same.
  expect(built.join()).toContain('"environment.PASSWORD"');
  expect(built.join()).not.toContain('known');
});

it('a file of the builder that may be run, and one that may not, are two builders', async () => {
  const tool = join(workspace.root, 'components/small_pot/builder/tool');
  writeFileSync(tool, '', { mode: 0o644 });
  await succeeds('run', 'small_pot:build');
  expect(await succeeds('run', 'small_pot:build')).toContain('[local cache]');
  chmodSync(tool, 0o755);
  expect(await succeeds('run', 'small_pot:build')).not.toContain('[local cache]');
});

it('two runs that would leave different artifacts in one place are not under way together', async () => {
  slowly();
  for (const name of ['a', 'b']) {
    workspace.write(`${name}.json`, JSON.stringify({ small_pot: { password: `of ${name}` } }));
  }
  workspace.editJson('components/small_tea/project.json', ({ targets }) => {
    targets!['deploy'] = { executor: 'nx:run-commands', dependsOn: ['build'], options: { command: 'true' } };
  });
  const first = start(['run', 'small_tea:deploy'], { HYPRIOTKIT_CONFIGS: 'a.json' });
  await first.says('small_pot: Brewing');
  const second = await run(['run', 'small_tea:build'], { HYPRIOTKIT_CONFIGS: 'b.json' });
  expect(second.output).toMatch(/Another run in this workspace .* of small_pot\..*\[HK_RUN_CONFLICT\]/s);
  expect(second.code).toBe(1);
  expect((await first.ended).code).toBe(0);
  expect((await run(['run', 'small_tea:build'], { HYPRIOTKIT_CONFIGS: 'b.json' })).code).toBe(0);
});

it.each([
  ['without a daemon', {}],
  ['with its daemon', { NX_DAEMON: 'true' }],
  ['with its daemon and a process for each plugin', { ...ISOLATED, NX_DAEMON: 'true' }],
])("nor are two that differ in a variable's value alone: Nx %s", async (_, how) => {
  slowly();
  workspace.write('configs.json', JSON.stringify({ small_pot: { password: { env: 'SMALL_POT_PASSWORD' } } }));
  const build = (password: string) => start(['run', 'small_tea:build'], { ...how, SMALL_POT_PASSWORD: password });
  try {
    const first = build('of a');
    await first.says('small_pot: Brewing');
    const second = await build('of b').ended;
    expect(second.output).toMatch(/another value of the environment variable SMALL_POT_PASSWORD.*\[HK_RUN_CONFLICT\]/s);
    expect(second.code).toBe(1);
    expect((await first.ended).code).toBe(0);
  } finally {
    await run(['daemon', '--stop'], how);
  }
});

it('what has changed since a run began is not kept under the name of what was there before', async () => {
  slowly();
  const build = start(['run', 'small_tea:build']);
  await build.says('small_pot: Brewing');
  workspace.edit('components/small_tea/builder/build.sh', (text) => `${text}echo changed >>small_tea.txt\n`);
  const { code, output } = await build.ended;
  expect(output).toMatch(
    /The configuration, the builder or a file of small_tea has changed.*\[HK_CHANGED_DURING_RUN\]/s,
  );
  expect(code).toBe(1);
  await succeeds('run', 'small_tea:build');
  expect(read('small_tea')).toContain('changed');
});

it('nor does what there was before pass for it beside the new artifacts that it is made from', async () => {
  await succeeds('run', 'small_tea:build');
  workspace.edit('components/small_pot/builder/build.sh', (text) => `${text}echo another >>small_pot.txt\n`);
  slowly();
  const build = start(['run', 'small_tea:build']);
  await build.says('small_pot: Brewing');
  workspace.edit('components/small_tea/builder/build.sh', (text) => `${text}echo changed >>small_tea.txt\n`);
  const { code, output } = await build.ended;
  expect(output).toMatch(/small_tea has changed.*\[HK_CHANGED_DURING_RUN\]/s);
  expect(output).toContain('the artifacts of an earlier build of small_tea are now in dist/previous/small_tea');
  expect(code).toBe(1);
  expect([existsSync(path('small_pot')), existsSync(path('small_tea'))]).toEqual([true, false]);
});

it('nor is what changes while the image of the builder is made, before anything else is read', async () => {
  workspace.edit('components/small_pot/builder/Dockerfile', (text) => `${text}RUN sleep 8 # ${now}\n`);
  const build = start(['run', 'small_pot:build']);
  await build.says('small_pot: Building the image');
  workspace.write('configs.json', JSON.stringify({ small_pot: { password: 'another one' } }));
  const { code, output } = await build.ended;
  expect(output).toMatch(/small_pot has changed since this run started.*\[HK_CHANGED_DURING_RUN\]/s);
  expect(output).not.toContain('Brewing');
  expect(code).toBe(1);
});

it('after a build that failed, what there was before does not pass for it, nor what was made of it', async () => {
  await succeeds('run', 'small_tea:build');
  const previous = (component: string) => join(workspace.root, 'dist', 'previous', component, `${component}.txt`);
  const before = workspace.read('components/small_pot/builder/build.sh');
  workspace.edit('components/small_pot/builder/build.sh', () => 'exit 3\n');
  const { code, output } = await run(['run', 'small_tea:build']);
  expect(code).toBe(1);
  expect(output).toContain('HK_CONTAINER_FAILED');
  for (const component of ['small_pot', 'small_tea']) {
    expect(existsSync(path(component))).toBe(false);
    expect(output).toContain(`the artifacts of an earlier build of ${component} are now in dist/previous/${component}`);
    expect(existsSync(previous(component))).toBe(true);
  }
  // What Nx restores takes its place, too.
  workspace.edit('components/small_pot/builder/build.sh', () => before);
  expect(await succeeds('run', 'small_tea:build')).toContain('local cache');
  for (const component of ['small_pot', 'small_tea'])
    expect([existsSync(path(component)), existsSync(previous(component))]).toEqual([true, false]);
});

it('a run that is refused before any work leaves everything in its place', async () => {
  await succeeds('run', 'small_tea:build');
  const { code, output } = await run(['run', 'small_tea:build', '--skip-nx-cache'], { HYPRIOTKIT_STORE_SIZE: '0x10G' });
  expect(code).toBe(1);
  expect(output).toContain('HK_STORE_SIZE_INVALID');
  for (const component of ['small_pot', 'small_tea']) expect(existsSync(path(component))).toBe(true);
});

it('a component is not built of what this run has not built', async () => {
  const { code, output } = await run(['run', 'small_tea:build', '--exclude-task-dependencies']);
  expect(output).toMatch(/small_tea reads small_pot, but this run excludes them.*\[HK_INPUT_EXCLUDED\]/s);
  expect(code).toBe(1);
});

describe("what Nx's cache has is not used when something else is to be read", () => {
  const projectOf = (name: string) => `components/${name}/project.json`;
  const change = (name: string, options: object) =>
    workspace.editJson(projectOf(name), ({ targets }) =>
      Object.assign((targets!['build'] as { options: object }).options, options),
    );
  const build = (name: string, text: string) =>
    workspace.write(`components/${name}/builder/build.sh`, `set -eu\n${text}`);

  it('another image of a base, which makes the same artifacts', async () => {
    const tool = (version: string) =>
      workspace.edit('components/small_pot/builder/Dockerfile', (text) =>
        text.replace(/^(RUN echo .*\n)?COPY/m, `RUN echo ${version} >/tool\nCOPY`),
      );
    change('small_tea', { base: { component: 'small_pot' }, inputs: [] });
    build('small_tea', 'cat /tool >small_tea.txt\n');
    tool('first');
    await succeeds('run', 'small_tea:build');
    expect(read('small_tea')).toBe('first\n');
    tool('second');
    await succeeds('run', 'small_tea:build');
    expect(read('small_tea')).toBe('second\n');
  });

  it('another file with the same role', async () => {
    const roles = (...names: string[]) =>
      change('small_pot', { artifacts: names.map((role, at) => ({ role, file: ['small_pot.txt', 'lid.txt'][at] })) });
    build('small_pot', 'echo pot >small_pot.txt\necho lid >lid.txt\n');
    build('small_tea', 'cat small_pot.txt lid.txt >small_tea.txt 2>/dev/null || true\n');
    roles('archive', 'other');
    await succeeds('run', 'small_tea:build');
    expect(read('small_tea')).toBe('pot\n');
    roles('other', 'archive');
    await succeeds('run', 'small_tea:build');
    expect(read('small_tea')).toBe('lid\n');
  });

  it("a field of another component that is not read, but named in a variable's value", async () => {
    const named = (password: string) =>
      workspace.write('configs.json', JSON.stringify({ small_tea: { password }, small_pot: {} }));
    change('small_pot', { environment: { PASSWORD: '{small_tea.password}' } });
    build('small_pot', 'printf %s "$PASSWORD" | sha256sum >small_pot.txt\n');
    for (const password of ['anchor', 'cannon']) {
      named(password);
      await succeeds('run', 'small_pot:build');
      expect(read('small_pot').slice(0, 64)).toBe(sha256(password));
    }
    expect(await succeeds('run', 'small_pot:build')).toContain('[local cache]');
  });

  it('a value with quotes', async () => {
    build('small_pot', 'printf %s "$PASSWORD" | sha256sum >small_pot.txt\n');
    const digestOf = async (word: string) => {
      await succeeds('run', 'small_pot:build', word);
      return read('small_pot').slice(0, 64);
    };
    expect(await digestOf('--password=anchor')).toBe(sha256('anchor'));
    expect(await digestOf('--password="anchor"')).toBe(sha256('"anchor"'));
    expect(await digestOf("--password='anchor'")).toBe(sha256("'anchor'"));
  });
});
