import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '@hypriotkit/core';
import { checkOut, parseReference, resolveCommit, type RepositoryReference } from './index';
import { GitHost, type GitRepository } from './testing/git-host';

let host: GitHost;
let cache: string;
let tea: GitRepository;
const steps: string[] = [];

beforeAll(async () => (host = await GitHost.start()));
afterAll(() => host.stop());
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'hypriotkit-cache-'));
  steps.length = 0;
  tea = host.repository(`tea-${Math.random().toString(36).slice(2)}`, {
    Dockerfile: 'FROM scratch\n',
    'sub/leaf': '1',
  });
});
afterEach(() => rmSync(cache, { recursive: true }));

const parse = (repo: string, branch = '', commit = ''): RepositoryReference =>
  parseReference({ repo, branch, commit })!;
const tools = (signal?: AbortSignal) => ({
  log: { ...silentLogger, step: (text: string) => void steps.push(text) },
  signal,
});
const fetch = async (reference: RepositoryReference, signal?: AbortSignal) =>
  checkOut(reference, await resolveCommit(reference), tools(signal), cache);
const text = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

describe.each(['git', 'file', 'http'] as const)('over %s', (scheme) => {
  it('fetches the branch that the repository names first, once, and again when it has moved', async () => {
    const reference = parse(host.url(scheme, tea));
    const first = await fetch(reference);
    expect(text(first, 'sub/leaf')).toBe('1');
    expect(existsSync(join(first, '.git'))).toBe(false);
    await fetch(reference);
    expect(steps).toEqual([`Fetching ${reference.url} at ${tea.git('rev-parse', 'HEAD').slice(0, 12)}`]);
    tea.commit({ 'sub/leaf': '2' });
    expect(text(await fetch(reference), 'sub/leaf')).toBe('2');
    expect(steps).toHaveLength(2);
  });

  it('takes a branch, a tag, a tag with a message, a commit, and a folder', async () => {
    const commit = tea.git('rev-parse', 'HEAD');
    tea.git('tag', 'v1');
    tea.git('tag', '-a', '-m', 'message', 'v2');
    tea.git('branch', 'old/one');
    tea.commit({ 'sub/leaf': '2' });
    for (const [branch, sha] of [['v1'], ['v2'], ['old/one'], ['', commit]] as [string, string?][]) {
      const reference = parse(host.url(scheme, tea), branch, sha);
      expect(await resolveCommit(reference)).toBe(commit);
      expect(text(await fetch(reference), 'sub/leaf')).toBe('1');
    }
    expect(text(await fetch(parse(`${host.url(scheme, tea)}#main:sub`)), 'leaf')).toBe('2');
  });

  it('brings submodules, also those of submodules, and nothing of git', async () => {
    const milk = host.repository(`${tea.name}-milk`, { 'cow.txt': 'moo' });
    const cup = host.repository(`${tea.name}-cup`, { 'cup.txt': 'white' });
    cup.git('submodule', '--quiet', 'add', `../${milk.name}`, 'milk');
    cup.commit({});
    tea.git('submodule', '--quiet', 'add', `../${cup.name}`, 'cup');
    tea.commit({});
    const folder = await fetch(parse(host.url(scheme, tea)));
    expect(text(folder, 'cup/milk/cow.txt')).toBe('moo');
    expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.git'))).toEqual(
      [],
    );
  });

  it('says what is not there', async () => {
    tea.git('tag', 'v1');
    await expect(resolveCommit(parse(host.url(scheme, tea), 'nowhere'))).rejects.toMatchObject({
      code: 'HK_REVISION_UNKNOWN',
      message: expect.stringMatching(/no branch or tag "nowhere"; it has main, v1\./),
    });
    await expect(fetch(parse(host.url(scheme, tea), '', 'f'.repeat(40)))).rejects.toMatchObject({
      code: 'HK_REVISION_UNKNOWN',
    });
    await expect(resolveCommit(parse(host.url(scheme, { name: 'nowhere' })))).rejects.toMatchObject({
      code: 'HK_REPOSITORY_UNAVAILABLE',
    });
  });
});

describe('over http with credentials', () => {
  it('keeps them from errors and from the disk, in the midst of it too', async () => {
    const reference = parse(host.url('http', tea));
    const leaks = () => execFileSync('grep', ['-rlE', 'l@cker|l%40cker|ZGF2eTps', cache], { encoding: 'utf8' });
    await fetch(reference);
    expect(leaks).toThrow();
    const bad = parse(host.url('http', tea).replace('l%40cker', 'wr0ng'));
    await expect(resolveCommit(bad)).rejects.toMatchObject({
      code: 'HK_REPOSITORY_UNAVAILABLE',
      message: expect.not.stringMatching(/wr0ng|davy/),
    });
    await expect(resolveCommit({ ...reference, credentials: undefined })).rejects.toMatchObject({
      code: 'HK_REPOSITORY_UNAVAILABLE',
    });
  });
});

describe('over ssh', () => {
  const ssh = process.env['GIT_SSH_COMMAND'];
  afterEach(() => {
    if (ssh === undefined) delete process.env['GIT_SSH_COMMAND'];
    else process.env['GIT_SSH_COMMAND'] = ssh;
  });
  /** Stands in for ssh: records its arguments and runs the remote command locally. */
  const command = (script: string) => {
    const file = join(cache, 'ssh');
    writeFileSync(file, `#!/bin/sh\necho "$@" >>'${file}.log'\n${script}\n`, { mode: 0o755 });
    process.env['GIT_SSH_COMMAND'] = `'${file}'`;
    return `${file}.log`;
  };

  it.each(['ssh://git@git.test', 'git@git.test:'])('takes %s, and asks nobody', async (address) => {
    const log = command('for last; do :; done; eval "$last"');
    const folder = await fetch(parse(`${address}${join(host.root, tea.name)}`));
    expect(text(folder, 'sub/leaf')).toBe('1');
    const said = readFileSync(log, 'utf8').trim().split('\n');
    for (const words of said) expect(words).toMatch(/-oBatchMode=yes .*git@git\.test git-upload-pack/);
  });

  it('says why it was not let in', async () => {
    command('echo "Host key verification failed." >&2; exit 255');
    await expect(resolveCommit(parse('git@git.test:tea'))).rejects.toMatchObject({
      code: 'HK_REPOSITORY_UNAVAILABLE',
      message: expect.stringContaining('Host key verification failed.'),
    });
  });
});

it('says so where there is no git', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = cache;
  await expect(
    resolveCommit(parse(host.url('git', tea))).finally(() => (process.env['PATH'] = path)),
  ).rejects.toMatchObject({
    code: 'HK_REPOSITORY_UNAVAILABLE',
    hint: 'Install git, and make sure that PATH contains its folder.',
  });
});

it('keeps a repository from elsewhere off the files of this machine', async () => {
  const secret = host.repository(`${tea.name}-secret`, { 'secret.txt': 'x' });
  tea.git('submodule', '--quiet', 'add', host.url('file', secret), 'secret');
  tea.commit({});
  await expect(fetch(parse(host.url('git', tea)))).rejects.toMatchObject({
    code: 'HK_REPOSITORY_UNAVAILABLE',
    message: expect.stringContaining("'file' not allowed"),
  });
  expect(readdirSync(join(cache, readdirSync(cache)[0]!))).toEqual([]);
});

it('follows no link out of the repository', async () => {
  symlinkSync('/etc', join(host.root, tea.name, 'out'));
  tea.commit({});
  await expect(fetch(parse(`${host.url('git', tea)}#:out`))).rejects.toMatchObject({ code: 'HK_REPOSITORY_INVALID' });
});

it('fetches everything from a server that gives no single commit', async () => {
  const home = process.env['HOME'];
  const old = tea.git('rev-parse', 'HEAD');
  tea.commit({ 'sub/leaf': '2' });
  process.env['HOME'] = cache;
  writeFileSync(join(cache, '.gitconfig'), '[protocol]\nversion = 0\n');
  try {
    expect(text(await fetch(parse(host.url('git', tea), '', old)), 'sub/leaf')).toBe('1');
  } finally {
    process.env['HOME'] = home;
  }
});

it('fetches once for two who want the same', async () => {
  const reference = parse(host.url('git', tea));
  const [one, other] = await Promise.all([fetch(reference), fetch(reference)]);
  expect(one).toBe(other);
  expect(steps.filter((step) => step.startsWith('Fetching'))).toHaveLength(1);
});

it('removes what a killed process has begun, and not what another machine is at', async () => {
  const reference = parse(host.url('git', tea));
  await fetch(reference);
  const [killed, other] = ['partial-a', 'partial-b'].map((name) => join(cache, readdirSync(cache)[0]!, name));
  for (const folder of [killed!, other!]) mkdirSync(folder);
  const before = new Date(Date.now() - 25 * 3600 * 1000);
  utimesSync(killed!, before, before);
  tea.commit({ 'sub/leaf': '2' });
  await fetch(reference);
  expect([killed, other].map((folder) => existsSync(folder!))).toEqual([false, true]);
});

it('removes commits that nobody has used for a week', async () => {
  const reference = parse(host.url('git', tea));
  const folders: string[] = [];
  for (const leaf of ['2', '3', '4']) {
    tea.commit({ 'sub/leaf': leaf });
    folders.push(await fetch(reference));
    const weeks = new Date(Date.now() - 8 * 24 * 3600 * 1000);
    if (leaf === '2') utimesSync(folders[0]!, weeks, weeks);
  }
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, true, true]);
});

it('is ended by its signal, and leaves nothing', async () => {
  const silent = await silentServer();
  const controller = new AbortController();
  const reference = parse(`git://127.0.0.1:${silent.port}/tea`, '', 'a'.repeat(40));
  const fetching = fetch(reference, controller.signal);
  await silent.asked;
  controller.abort(new Error('Ctrl-C'));
  await expect(fetching).rejects.toMatchObject({ code: 'HK_INTERRUPTED' });
  silent.close();
  await sleep(100);
  expect(readdirSync(join(cache, readdirSync(cache)[0]!))).toEqual([]);
});

/** Starts a server that accepts requests and never answers. */
async function silentServer(): Promise<{ port: number; asked: Promise<void>; close(): void }> {
  const { createServer } = await import('node:net');
  let heard = () => undefined as void;
  const asked = new Promise<void>((resolve) => (heard = resolve));
  const server = createServer((socket) => socket.on('error', () => undefined).once('data', heard));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as { port: number }).port, asked, close: () => void server.close() };
}
