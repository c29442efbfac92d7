import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, imageExists, inspectImage } from '@hypriotkit/engine';
import { addSmallComponents, NOW } from '../e2e/lib/small-components';
import { node, nx } from '../e2e/lib/workspace';
import { WorkspaceCopy } from '../e2e/lib/workspace-copy';
import { OtherEngine } from './lib/other-engine';

/*
 * Two engines: that of this machine, and one whose platform is linux/arm64. The second one is Docker's own for arm64, under
 * emulation: what a machine without an arm64 processor can show.
 */

const HOUR = 60 * 60 * 1000;
const ARM64 = 'linux/arm64';
const [POT, TEA] = ['platform_pot', 'platform_tea'];

let arm64: OtherEngine;
let workspace: WorkspaceCopy;
beforeAll(async () => {
  arm64 = await OtherEngine.start({
    title: 'arm64 Docker',
    suite: 'trixie',
    start: [],
    image: 'tools/long/lib/arm64-engine',
  });
  // It gets as far as the handlers for programs of amd64, which this machine, whose processor runs them, does not register.
  const { output } = await node([join('tools', 'setup', 'setup.mjs')], arm64.env).ended;
  expect(output).toMatch(/^Docker engine +[\d.]+\S* \(arm64\) answers$/m);
  expect(output).toMatch(/^base layer +debian:trixie-slim (bootstrapped|is present|pulled)$/m);

  workspace = new WorkspaceCopy();
  addSmallComponents(workspace, 'dpkg --print-architecture; uname -m', 'platform');
  setPlatform(TEA, ARM64);
  // What it reads comes from the other engine.
  workspace.edit(`components/${TEA}/builder/build.sh`, (text) => `${text}cat ${POT}.txt\n`);
  workspace.commit();
}, HOUR);
afterEach(() => workspace?.restore());
afterAll(() => {
  arm64?.remove();
  workspace?.remove();
});

const setPlatform = (component: string, platform: unknown) =>
  workspace.editJson(`components/${component}/project.json`, ({ targets }) =>
    Object.assign((targets!['build'] as { options: object }).options, { platform }),
  );
const env = (more: NodeJS.ProcessEnv = {}) => ({ SOURCE_DATE_EPOCH: NOW, HYPRIOTKIT_VERBOSITY: 'debug', ...more });
const named = (address = arm64.address) => env({ HYPRIOTKIT_ENGINES: `${ARM64}: ${address}` });
const build = (component: string, variables: NodeJS.ProcessEnv, ...words: string[]) =>
  nx(['run', `${component}:build`, ...words], { HYPRIOTKIT_CONFIGS: '', ...variables }, workspace.root).ended;
const here = async () => (await connect()).address;

it('builds what is for a platform on its engine, and everything else on that of the run', async () => {
  const { code, output } = await build(TEA, named());
  expect({ code, output }).toMatchObject({ code: 0 });
  const linesOf = (component: string) =>
    output.split('\n').filter((line) => line.includes(`${component}: `) || line.includes(`${component} `));
  expect(linesOf(POT).join('\n')).toContain(`Engine: ${await here()} (`);
  expect(linesOf(TEA).join('\n')).toContain(`Engine: ${arm64.address} (HYPRIOTKIT_ENGINES (${ARM64}))`);
  expect(output).toMatch(/\baarch64\b/);
  expect(architectureOf(POT)).toBe('amd64');
  expect(architectureOf(TEA)).toBe('arm64');
  const there = await connect({ host: arm64.address });
  expect((await inspectImage(there, workspace.image(TEA)))?.architecture).toBe('arm64');
  expect(await imageExists(there, workspace.image(POT))).toBe(false);
});

it('takes what that engine has made from its own store', async () => {
  const { output } = await build(TEA, named(), '--skip-nx-cache');
  expect(output).toMatch(new RegExp(`${TEA}.*Taken from the store`));
  expect(architectureOf(TEA)).toBe('arm64');
});

it('builds everything on the engine of --engine', async () => {
  const { code, output } = await build(TEA, named(), `--engine=${await here()}`);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).not.toContain(arm64.address);
  expect(architectureOf(TEA)).toBe('amd64');
});

it('refuses an engine of another platform before anything is built, by whatever engine', async () => {
  const { code, output } = await build(TEA, named(await here()), '--fresh', '--skip-nx-cache');
  expect({ code, output }).toMatchObject({
    code: 1,
    output: expect.stringMatching(
      /HYPRIOTKIT_ENGINES \(linux\/arm64\) is the engine at .*, whose platform is linux\/amd64\.[^]*\[HK_ENGINE_OF_OTHER_PLATFORM\]/,
    ) as string,
  });
  expect(output).not.toContain('Building the image');
});

it('names an engine that does not answer before anything is built', async () => {
  const { code, output } = await build(TEA, named('unix:///run/no-such-engine.sock'), '--skip-nx-cache');
  expect({ code, output }).toMatchObject({
    code: 1,
    output: expect.stringMatching(
      /no-such-engine\.sock \(HYPRIOTKIT_ENGINES \(linux\/arm64\)\): no such socket[^]*\[HK_ENGINE_UNREACHABLE\]/,
    ) as string,
  });
  expect(output).not.toMatch(/Building the image|Taken from the store/);
});

describe('on the engine that the configuration names', () => {
  beforeAll(() => {
    for (const component of ['blank_image', 'rpi_bootloader']) setPlatform(component, ARM64);
    workspace.commit();
  });

  it.each(['blank_image', 'rpi_bootloader', 'root_fs'])(
    '%s is the same as on that of this machine',
    async (component) => {
      const here = await digestsOf(component, '--skip-nx-cache');
      expect(architectureOf(component)).toBe('amd64');
      workspace.editJson('configs.json', (json) => (json['base_image'] = { engines: { [ARM64]: arm64.address } }));
      const there = await digestsOf(component, '--fresh', '--skip-nx-cache');
      expect(there.output).toContain(`(base_image.engines in configs.json (${ARM64}))`);
      expect(architectureOf(component)).toBe('arm64');
      expect(there.digests).toEqual(here.digests);
    },
    HOUR,
  );

  async function digestsOf(component: string, ...words: string[]) {
    const { code, output } = await build(component, { HYPRIOTKIT_VERBOSITY: 'debug' }, ...words);
    expect({ code, output }).toMatchObject({ code: 0 });
    const folder = join(workspace.root, 'dist', 'artifacts', component);
    const { artifacts } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      artifacts: { file: string; sha256: string }[];
    };
    return { output, digests: artifacts.map(({ file, sha256 }) => [file, sha256]) };
  }
});

/** The architecture of the containers that have made a component's artifacts, as their provenance says. */
function architectureOf(component: string): string {
  const { predicate } = JSON.parse(workspace.read(`dist/artifacts/${component}/provenance.json`)) as {
    predicate: { buildDefinition: { internalParameters: { architecture: string } } };
  };
  return predicate.buildDefinition.internalParameters.architecture;
}
