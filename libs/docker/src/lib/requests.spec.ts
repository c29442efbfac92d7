import type { ExecutorContext } from '@nx/devkit';
import { IN_IMAGE } from '@hypriotkit/contract';
import { silentLogger } from '@hypriotkit/core';
import { SmallWorkspace } from '../testing/small-workspace';
import { BUILD_EXECUTOR, RUN_EXECUTOR } from './executors';
import { Repositories } from './repositories';
import { buildRequest, ownImageRequest } from './requests';
import { settingsOf } from './settings';
import { thisTask } from './tasks';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

const context = (target: string): ExecutorContext => ({ ...workspace.context({ tea: [] }), targetName: target });
async function environmentOf(target: string): Promise<Record<string, unknown>> {
  const settings = settingsOf(thisTask({}, context(target)), context(target));
  const repositories = new Repositories({ log: silentLogger });
  const request =
    workspace.projects['tea']!.targets![target]!.executor === BUILD_EXECUTOR ? buildRequest : ownImageRequest;
  return (await request(settings, context(target), repositories)).environment;
}
const run = (options: object) => ({
  executor: RUN_EXECUTOR,
  options: { builder: 'components/tea/builder', image: 'taste:latest', base: { image: 'scratch' }, ...options },
});

it('a builder gets its fields in the variables that fields.json names, and what project.json says over these', async () => {
  workspace.write('components/tea/fields.json', {
    type: 'object',
    properties: {
      image: { type: 'string' },
      repo: { type: 'string' },
      kind: { type: 'string', environment: ['KIND', 'SORT'] },
      strength: { type: 'string', environment: 'STRENGTH' },
      leaves: { type: 'array', items: { type: 'string' } },
      pot: { type: 'string' },
      cups: { type: 'integer', environment: 'CUPS' },
    },
  });
  workspace.write('image/configs.schema.json', {
    properties: { pot: { properties: {} }, tea: { $ref: '../components/tea/fields.json' } },
  });
  workspace.projects['tea']!.targets!['build']!.options = {
    base: { component: 'pot' },
    environment: { KIND: 'a {kind} one' },
    artifacts: [],
  };
  expect(await environmentOf('build')).toEqual({
    KIND: 'a {kind} one',
    SORT: '{kind}',
    STRENGTH: '{strength}',
    CUPS: '{cups}',
  });
});

it("a target has another one's environment, and its own over it", async () => {
  workspace.projects['tea']!.targets!['smell'] = run({ environment: { KIND: '{kind}', NOSE: 'long' } });
  workspace.projects['tea']!.targets!['taste'] = run({ environmentOf: 'smell', environment: { NOSE: 'none' } });
  expect(await environmentOf('taste')).toEqual({ KIND: '{kind}', NOSE: 'none' });
  workspace.projects['tea']!.targets!['taste'] = run({ environmentOf: 'sip' });
  await expect(environmentOf('taste')).rejects.toThrow('environmentOf: there is no target "sip"');
});

it('a build says where its artifacts are, and what project.json says people can do with them', async () => {
  const options = { base: { image: 'scratch' }, artifacts: [], next: 'nx run {project}:drink pours it' };
  workspace.projects['tea']!.targets!['build']!.options = options;
  const settings = settingsOf(thisTask({}, context('build')), context('build'));
  const repositories = new Repositories({ log: silentLogger });
  expect(await buildRequest(settings, context('build'), repositories)).toMatchObject({
    place: 'dist/artifacts/tea',
    next: 'nx run tea:drink pours it',
  });
  const inImage = { ...context('build'), root: IN_IMAGE.workspace };
  expect(await buildRequest(settings, inImage, repositories)).not.toHaveProperty('place');
});

it("shares what a builder keeps with the project that its folder belongs to: a fork has the original's", async () => {
  const cacheName = async (repo: string) => {
    workspace.write('image/configs.json', { pot: {}, tea: { image: 'tea', repo } });
    const settings = settingsOf(thisTask({}, context('build')), context('build'));
    return (await buildRequest(settings, context('build'), new Repositories({ log: silentLogger }))).cacheName;
  };
  for (const folder of ['components/pot/builder', 'components/tea/builder', 'elsewhere/builder']) {
    workspace.write(`${folder}/Dockerfile`, 'FROM scratch\n');
  }
  expect(await cacheName('components/pot/builder')).toBe('pot');
  expect(await cacheName('components/tea/builder')).toBe('tea');
  expect(await cacheName('elsewhere/builder')).toBe('tea');
});

it('a container has the limits that project.json states, but not that of a builder of the official kind', async () => {
  const container = { capabilities: ['CHOWN'], network: 'none' };
  workspace.projects['tea']!.targets!['build']!.options = {
    ...{ base: { image: 'scratch' }, artifacts: [], container },
    official: {},
  };
  workspace.projects['tea']!.targets!['taste'] = run({ container });
  const limitsOf = async (target: string) => {
    const settings = settingsOf(thisTask({}, context(target)), context(target));
    const repositories = new Repositories({ log: silentLogger });
    const request = target === 'build' ? buildRequest : ownImageRequest;
    return (await request(settings, context(target), repositories)).limits;
  };
  expect(await limitsOf('build')).toBeUndefined();
  expect(await limitsOf('taste')).toEqual(container);
  workspace.write('components/tea/builder/Dockerfile', 'ARG BASE_IMAGE\nFROM $BASE_IMAGE\n');
  expect(await limitsOf('build')).toEqual(container);
});
