import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHost, type GitRepository } from '../../../repository/src/testing/git-host';
import { fieldsVariable, UNSEEN_VARIABLE } from '../lib/hash-variables';
import { STATE_VARIABLE } from '../runs/state';
import { SmallWorkspace } from '../testing/small-workspace';
import { unseen } from './unseen';

let workspace: SmallWorkspace;
beforeEach(() => (workspace = new SmallWorkspace()));
afterEach(() => workspace.remove());

describe('unseen', () => {
  // The tasks compare the other contents of the variables: see runs/state.spec.ts.
  const look = async (...argv: string[]) => {
    const { [STATE_VARIABLE]: _, ...variables } = await unseen(workspace.root, argv, workspace.nodes);
    return variables as Record<string, string>;
  };
  const tea = fieldsVariable('tea');

  it('is the same for the same fields, however they are written, and another for others', async () => {
    const before = await look();
    workspace.write('configs.json', { tea: { strength: '1', kind: 'green' } });
    expect(await look()).toEqual(before);
    workspace.write('configs.json', { tea: { kind: 'black' } });
    expect(await look()).toEqual({ ...before, [tea]: expect.not.stringMatching(before[tea]!) });
  });

  it.each([
    ['the configuration is not valid', { tea: { knid: 'black' } }, [], UNSEEN_VARIABLE],
    ['a builder lies outside of the workspace', { tea: { repo: '..' } }, [], tea],
    ['a file that a field names is missing', { tea: { pot: 'nowhere' } }, [], tea],
    ['the builder is named on the command line', {}, ['--repo=x'], UNSEEN_VARIABLE],
    ['Nx adds nothing to its cache', {}, ['--skip-nx-cache'], UNSEEN_VARIABLE],
    ['Nx adds nothing to its cache, by another name', {}, ['--disableNxCache=true'], UNSEEN_VARIABLE],
  ])('keeps from the cache what cannot be told when %s', async (_, layer, argv, variable) => {
    workspace.write('configs.json', layer);
    expect((await look(...argv))[variable]).not.toBe((await look(...argv))[variable]);
  });

  it('looks into the files that fields name, in the configuration and on the command line', async () => {
    workspace.write('mint.tar', 'old');
    workspace.write('pots/blue', 'old');
    workspace.write('configs.json', { tea: { pot: 'pots' } });
    const words = ['run', 'tea:build', '--', '--leaves=mint.tar'];
    const [before, named] = [await look(), await look(...words)];
    expect(await look()).toEqual(before);
    expect(named).toEqual({ ...before, [tea]: expect.not.stringMatching(before[tea]!) });
    workspace.write('mint.tar', 'new');
    expect(await look()).toEqual(before);
    expect((await look(...words))[tea]).not.toBe(named[tea]);
    workspace.write('pots/blue', 'new');
    expect((await look())[tea]).not.toBe(before[tea]);
  });

  describe.each(['options', 'iced'])('of what project.json names in %s', (name) => {
    let outside: string;
    beforeEach(() => {
      outside = mkdtempSync(join(tmpdir(), 'hypriotkit-outside-'));
      mkdirSync(join(outside, 'pots/empty'), { recursive: true });
      for (const file of ['Dockerfile', 'build.sh', 'mint.tar', 'pots/blue']) writeFileSync(join(outside, file), 'old');
      cpSync(outside, within('inside'), { recursive: true });
      symlinkSync(outside, within('link'));
    });
    afterEach(() => rmSync(outside, { recursive: true }));

    const within = (path: string) => join(workspace.root, path);
    const at = (path: string) => join(outside, path);
    const give = (options: object) => {
      const build = workspace.projects['tea']!.targets!['build']!;
      if (name === 'options') Object.assign(build.options as object, options);
      else build.configurations = { [name]: options };
    };

    it.each<[string, () => object, () => void]>([
      ['a file behind a link', () => ({ pot: 'link/pots' }), () => writeFileSync(at('pots/blue'), 'new')],
      ['a file outside', () => ({ leaves: [at('mint.tar')] }), () => writeFileSync(at('mint.tar'), 'new')],
      ['a missing file', () => ({ pot: 'nowhere' }), () => writeFileSync(within('nowhere'), '')],
      ['the mode of a file', () => ({ pot: 'inside/pots' }), () => chmodSync(within('inside/pots/blue'), 0o755)],
      ['an empty folder', () => ({ pot: 'inside/pots' }), () => rmdirSync(within('inside/pots/empty'))],
      ['a builder behind a link', () => ({ repo: 'link' }), () => writeFileSync(at('build.sh'), 'new')],
      ["the mode of a builder's file", () => ({ repo: 'inside' }), () => chmodSync(within('inside/build.sh'), 0o755)],
      ["a builder's empty folder", () => ({ repo: 'inside' }), () => rmdirSync(within('inside/pots/empty'))],
      ['the image for the network', () => ({ network: 'inside' }), () => chmodSync(within('inside/build.sh'), 0o755)],
    ])('knows %s', async (_, options, change) => {
      give(options());
      const before = await look();
      expect(await look()).toEqual(before);
      change();
      expect(await look()).toEqual({ ...before, [tea]: expect.not.stringMatching(before[tea]!) });
    });

    it('keeps from the cache a builder outside of the workspace', async () => {
      give({ repo: outside });
      expect((await look())[tea]).not.toBe((await look())[tea]);
    });
  });

  it('keeps everything from the cache where the projects are not known', async () => {
    const variable = async () => (await unseen(workspace.root, [], {}))[UNSEEN_VARIABLE];
    expect(await variable()).not.toBe(await variable());
  });

  it('tells 1.10 from 1.1', async () => {
    const words = await look('nx', 'run', 'tea:build', '--strength=1.10', '--x=1.1');
    expect(words[UNSEEN_VARIABLE]).not.toBe('');
    expect((await look('--parallel=3', ''))[UNSEEN_VARIABLE]).toBe('');
  });

  it.each([
    [['--kind=red'], ['--kind="red"']],
    [["--kind='red'"], ['--kind="red"']],
    [
      ['--kind', '"red"'],
      ['--kind', 'red'],
    ],
    [
      ['--kind=1.10', '--strength=1.1'],
      ['--kind=1.1', '--strength=1.10'],
    ],
    [
      ['--leaves=2.0', '--leaves=2'],
      ['--leaves=2', '--leaves=2.0'],
    ],
    [['--kind=1e999'], ['--kind=1e1000']],
    [
      ['--kind', '-1.0', '--strength', '-1'],
      ['--kind', '-1', '--strength', '-1.0'],
    ],
  ])('tells %j from %j', async (one, other) => {
    const variable = async (words: string[]) => (await look('nx', 'run', 'tea:build', ...words))[UNSEEN_VARIABLE];
    expect(await variable(one)).not.toBe(await variable(other));
    expect(await variable(one)).toBe(await variable(one));
  });
});

describe('builders from git', () => {
  let host: GitHost;
  let repository: GitRepository;
  beforeAll(async () => {
    host = await GitHost.start();
    repository = host.repository('tea', { Dockerfile: 'FROM scratch' });
  });
  afterAll(() => host.stop());

  const look = (repo: string, ...argv: string[]) => {
    workspace.write('configs.json', { tea: { repo } });
    return unseen(workspace.root, argv, workspace.nodes);
  };
  const tea = fieldsVariable('tea');

  it('count by their commits, with no trace of credentials', async () => {
    const url = host.url('http', repository);
    const before = await look(url);
    expect(await look(url)).toEqual(before);
    expect(JSON.stringify(before)).not.toMatch(/davy|l@cker|l%40cker/);
    expect(Object.values(JSON.parse(before['HYPRIOTKIT_COMMITS']!) as object)).toEqual([
      repository.git('rev-parse', 'HEAD'),
    ]);
    repository.commit({ more: '' });
    expect((await look(url))[tea]).not.toBe(before[tea]);
  });

  it.each([
    ['is not there', () => host.url('git', { name: 'nowhere' })],
    ['is refused', () => 'ext::sh'],
  ])('are kept from the cache when the repository %s', async (_, url) => {
    expect((await look(url()))[tea]).not.toBe((await look(url()))[tea]);
  });

  it('are kept from the cache when another branch is named on the command line', async () => {
    const words = [host.url('git', repository), '--branch=x'] as const;
    expect((await look(...words))[UNSEEN_VARIABLE]).not.toBe((await look(...words))[UNSEEN_VARIABLE]);
  });
});
