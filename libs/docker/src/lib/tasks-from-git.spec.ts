import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@hypriotkit/core';
import { parseReference } from '@hypriotkit/repository';
import { GitHost, type GitRepository } from '../../../repository/src/testing/git-host';
import { SmallWorkspace } from '../testing/small-workspace';
import { COMMITS_VARIABLE, nameOf, Repositories } from './repositories';
import { buildRequest } from './requests';
import { settingsOf } from './settings';
import { checkTasks, thisTask } from './tasks';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

const build = () => workspace.projects['tea']!.targets!['build']!;

describe('checkTasks of builders from git', () => {
  let host: GitHost;
  let tea: GitRepository;
  let cache: string;
  beforeAll(async () => {
    host = await GitHost.start();
    tea = host.repository('tea', {
      'green/Dockerfile': 'FROM leaf\n',
      'black/Dockerfile': 'ARG BASE_IMAGE\nFROM $BASE_IMAGE',
    });
    cache = process.env['XDG_CACHE_HOME'] = mkdtempSync(join(tmpdir(), 'hypriotkit-cache-'));
  });
  afterAll(async () => {
    delete process.env['XDG_CACHE_HOME'];
    rmSync(cache, { recursive: true });
    await host.stop();
  });
  afterEach(() => delete process.env['HYPRIOTKIT_PRIVILEGES']);

  const official = {
    privileged: true,
    artifacts: [{ role: 'tea', file: '{leaf}.txt' }],
    variables: { leaf: ['/leaf'] },
  };
  const repositories = () => new Repositories({ log: silentLogger });
  const context = (...words: string[]) => {
    build().options = { ...build().options, official, registryCredentials: 'leaves' } as object;
    return workspace.context({ tea: words });
  };
  const request = (...words: string[]) => {
    const task = context(...words);
    return buildRequest(settingsOf(thisTask({}, task), task), task, repositories());
  };

  it('applies the official contract to a builder that does not take its base image, and to no other', async () => {
    const green = `--repo=${host.url('git', tea)}#main:green`;
    await expect(checkTasks(context(green), repositories())).resolves.toBeUndefined();
    expect(await request(green)).toMatchObject({
      builder: { repository: { url: host.url('git', tea), commit: tea.git('rev-parse', 'HEAD'), folder: 'green' } },
      environment: { KIND: '{kind}' },
      artifacts: official.artifacts,
      privileges: { privileged: true, hostFolders: [], allowed: 'full' },
    });
    const given = ['--pot=components', '--leaves=mint', '--leaves=x.tar'];
    const warnings = ['pot has no effect: the builder is of the kind of the official repositories'];
    expect(await request(green, ...given)).toMatchObject({ files: [], fetchedImages: [], warnings });
    expect(await request(green)).toMatchObject({ warnings: [] });
    const black = await request(`--repo=${host.url('git', tea)}#main:black`, ...given);
    expect(black.files).toMatchObject([{ path: 'x.tar' }, { path: 'components', folder: 'pot' }]);
    expect(black.fetchedImages).toEqual(['mint']);
    expect(black.warnings).toEqual([]);
    expect(black).toMatchObject({ artifacts: [{ file: 'tea-{strength}.txt' }], privileges: undefined });
  });

  it('takes the commits that Nx was told of', async () => {
    const first = tea.git('rev-parse', 'HEAD');
    const reference = parseReference({ repo: `${host.url('git', tea)}#main:black` })!;
    process.env[COMMITS_VARIABLE] = JSON.stringify({ [nameOf(reference)]: first });
    tea.commit({ 'black/more': '' });
    const { builder } = await request(`--repo=${host.url('git', tea)}#main:black`);
    delete process.env[COMMITS_VARIABLE];
    expect(builder.repository!.commit).toBe(first);
  });

  it.each<[string, () => string[], object]>([
    [
      'a branch',
      () => ['--branch=nowhere'],
      { code: 'HK_REVISION_UNKNOWN', message: expect.stringContaining('"nowhere"') },
    ],
    ['a commit', () => [`--commit=${'0'.repeat(40)}`], { code: 'HK_REVISION_UNKNOWN' }],
    [
      'a repository',
      () => [`--repo=${host.url('http', { name: 'nowhere' })}`],
      { code: 'HK_REPOSITORY_UNAVAILABLE', message: expect.stringMatching(/http:\/\/127\.0\.0\.1:\d+\/nowhere/) },
    ],
    [
      'a Dockerfile',
      () => [`--repo=${host.url('http', tea)}`],
      {
        code: 'HK_BUILD_CONTEXT_INVALID',
        message: expect.stringMatching(/\/tea#[0-9a-f]{40}:\. cannot.*no Dockerfile/),
      },
    ],
    ['an address', () => ['--repo=ext::sh'], { code: 'HK_REPOSITORY_INVALID' }],
    ['a branch of a folder', () => ['--repo=components/tea/builder', '--branch=x'], { code: 'HK_REPOSITORY_INVALID' }],
  ])('finds what is wrong with %s, and names the component', async (_, words, error) => {
    const own = words();
    if (!own.some((word) => word.startsWith('--repo='))) own.push(`--repo=${host.url('git', tea)}`);
    const check = checkTasks(context(...own), repositories());
    await expect(check).rejects.toMatchObject({ component: 'tea', ...error });
    await expect(check).rejects.not.toMatchObject({ message: expect.stringMatching(/davy|l@cker|l%40cker/) });
  });

  it.each([
    ['none', 'HK_PRIVILEGES_REFUSED'],
    ['some', 'HK_CONFIGURATION_INVALID'],
  ])('ends where privileges are needed and HYPRIOTKIT_PRIVILEGES is %s', async (word, code) => {
    process.env['HYPRIOTKIT_PRIVILEGES'] = word;
    const check = checkTasks(context(`--repo=${host.url('git', tea)}#main:green`), repositories());
    await expect(check).rejects.toMatchObject({ component: 'tea', code });
  });
});
