import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { docker } from '../e2e/lib/orchestrator';
import { bridgeAddress, SharedCacheServer } from '../e2e/lib/shared-cache-server';
import { FETCH } from '../e2e/lib/small-components';
import { makeSmallImage } from '../e2e/lib/small-image';
import { node, nxSucceeds, ROOT, type Run } from '../e2e/lib/workspace';
import { Swarm } from './lib/swarm';

/*
 * `hypriotkit build --boards --on swarm` on real swarms: engines of the tests' own, each in a network namespace of its own, with the
 * server of examples/shared-cache between them. The components are small, and take some seconds.
 */
const TAG = 'hypriotkit-test/orchestrator-of-swarms:latest';
const BASE = 'debian:trixie-slim';
const COMMAND = join(ROOT, 'libs', 'hypriotkit', 'bin', 'hypriotkit.js');
const HOUR = 60 * 60 * 1000;
const SECRET = 'davy-jones-locker';
/** The host name of a board that cannot be built. */
const BROKEN = 'broken';
const BOARDS = ['attic', 'barn'];
const DELIVERED = [
  'configs.json',
  'manifest.json',
  'small_tea.provenance.json',
  'small_tea.txt',
  'small_tea.txt.sha256',
];

let cache: SharedCacheServer;
let target: string;
/** What tells the builds of a test from those of the one before. */
let test = 0;

beforeAll(async () => {
  await nxSucceeds('run', 'image:build');
  makeSmallImage(TAG, `${FETCH}\nsleep 5\ntest "$HOST" != ${BROKEN}\nHOST="$HOST, with leaf $digest"`);
  cache = new SharedCacheServer(bridgeAddress());
  await cache.ready();
}, HOUR);
beforeEach(() => {
  test += 1;
  target = mkdtempSync(join(tmpdir(), 'hypriotkit-swarm-'));
  write('configs.json', { small_pot: { hostname: `nautilus-${test}` } });
  for (const board of BOARDS) write(`boards/${board}/configs.json`, { small_tea: { hostname: `${board}-${test}` } });
});
afterEach(() => rmSync(target, { recursive: true }));
afterAll(() => {
  cache?.remove();
  docker('image', 'rm', '--force', TAG);
});

function write(file: string, content: object): void {
  mkdirSync(dirname(join(target, file)), { recursive: true });
  writeFileSync(join(target, file), JSON.stringify(content, null, 2));
}

const build = (env: NodeJS.ProcessEnv, ...args: string[]): Run =>
  node([COMMAND, 'build', '--target', target, '--image', TAG, '--verbosity', 'info', '--on', 'swarm', ...args], {
    ...cache.variables('write'),
    ...env,
  });
const filesOf = (board: string) => readdirSync(join(target, 'boards', board)).sort();
/** What was made, in order of names, however often. Of what comes from the cache, the lines are repeated. */
function made(output: string): string[] {
  const cached = [...output.matchAll(/^\[([\w-]+)\] > nx run (\w+):build .*\[remote cache\]$/gm)].map(
    ([, job, project]) => `[${job}] ${BOARDS.includes(project!) ? `${project}/small_tea` : project}`,
  );
  return [...output.matchAll(/^(\[[\w-]+\]) (\S+): done: /gm)]
    .filter(([, job, name]) => !cached.includes(`${job} ${name}`))
    .map(([, , name]) => name!)
    .sort();
}
/** The nodes that boards were on. */
const places = (output: string) =>
  [...output.matchAll(/^hypriotkit: ([\w-]+): on (\S+)$/gm)].map(([, board, place]) => ({ board, place }));

it('refuses an engine that manages no swarm, and a swarm without a cache', async () => {
  const alone = await build({}, '--boards').ended;
  expect(alone).toMatchObject({ code: 2, output: expect.stringContaining('[HK_SWARM_UNUSABLE]') as string });
  const uncached = await build({ NX_SELF_HOSTED_REMOTE_CACHE_SERVER: '' }, '--boards').ended;
  expect(uncached).toMatchObject({ code: 2, output: expect.stringContaining('[HK_SWARM_CACHE_MISSING]') as string });
});

describe('a swarm of one engine', () => {
  let swarm: Swarm;
  beforeAll(async () => void (swarm = await Swarm.start(1, [TAG])), HOUR);
  afterAll(() => swarm?.remove());

  it('builds all boards, one after the other, and once what they share; again, it builds nothing', async () => {
    const { code, output } = await build(swarm.manager.env, '--boards').ended;
    expect([code, output]).toEqual([0, expect.stringContaining('hypriotkit: done: the images are in')]);
    expect(made(output)).toEqual([...BOARDS.map((board) => `${board}/small_tea`), 'small_pot']);
    for (const board of BOARDS) {
      expect(filesOf(board)).toEqual(DELIVERED);
      expect(readFileSync(join(target, 'boards', board, 'small_tea.txt'), 'utf8')).toContain(`${board}-${test}`);
    }
    const again = await build(swarm.manager.env, '--board', 'attic').ended;
    expect([again.code, made(again.output)]).toEqual([0, []]);
  });

  it('tells which board failed, and builds the others', async () => {
    write('boards/barn/configs.json', { small_tea: { hostname: BROKEN } });
    const { code, output } = await build(swarm.manager.env, '--boards').ended;
    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringContaining('1 board was built. These failed:'),
    });
    expect(output).toMatch(/ {2}barn: exit code 1 on \S+/);
    expect([filesOf('barn'), filesOf('attic')]).toEqual([['configs.json'], DELIVERED]);
  });

  it('builds nothing if a board cannot be built at all', async () => {
    write('boards/barn/configs.json', { small_tea: { repo: 'nowhere' } });
    const { code, output } = await build(swarm.manager.env, '--boards').ended;
    expect(output).toContain('[HK_BUILD_CONTEXT_INVALID]');
    expect(output).toMatch(/No board was built. These failed:\n {2}shared: exit code 2 on \S+/);
    expect([code, made(output)]).toEqual([1, []]);
  });

  it('fetches what a lock says, or nothing', async () => {
    const lock = (base: string) => {
      const entry = (digest: string) => ({
        bases: [{ image: BASE, digest: base }],
        images: [{ name: 'leaf', digest }],
      });
      const boards = { attic: { small_tea: entry('attic-leaf') } };
      write('hypriotkit.lock.json', { version: 1, components: { small_pot: entry('pot-leaf') }, boards });
    };
    lock(swarm.manager.docker('image', 'inspect', '--format', '{{.Id}}', BASE));
    const { code, output } = await build(swarm.manager.env, '--board', 'attic', '--verbosity', 'debug').ended;
    expect([code, output]).toEqual([0, expect.stringContaining('hypriotkit: Lock: ')]);
    expect(output).toContain(`small_pot of nautilus-${test}, with leaf pot-leaf`);
    const tea = readFileSync(join(target, 'boards', 'attic', 'small_tea.txt'), 'utf8');
    expect(tea).toContain(`small_tea of attic-${test}, with leaf attic-leaf`);

    lock('sha256:another');
    const refused = await build(swarm.manager.env, '--board', 'attic').ended;
    const reason = expect.stringMatching(/sha256:another is locked[^]*\[HK_LOCKED_UNAVAILABLE\]/) as string;
    expect(refused).toMatchObject({ code: 1, output: reason });
  });

  it('shows no secrets in services, and leaves nothing behind after Ctrl-C', async () => {
    write('boards/attic/configs.local.json', { small_tea: { password: SECRET } });
    const run = build(swarm.manager.env, '--board', 'attic');
    await run.says('hypriotkit: attic: on ');
    const [service] = swarm.lines('service', 'ls', '--quiet');
    const definition = swarm.manager.docker('service', 'inspect', service!);
    const { NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token } = cache.variables('write');
    expect(definition).toContain('HYPRIOTKIT_BOARDS=attic');
    expect(definition).not.toContain(SECRET);
    expect(definition).not.toContain(token);
    await run.says('small_pot');
    run.child.kill('SIGINT');
    const { code, output } = await run.ended;
    expect([code, output]).toEqual([130, expect.not.stringContaining(SECRET)]);
    expect(swarm.lines('service', 'ls', '--quiet')).toEqual([]);
    expect(swarm.lines('secret', 'ls', '--quiet')).toEqual([]);
    expect(swarm.lines('ps', '--quiet')).toEqual([]);
  });

  it('removes what a command that was killed has left, with the next build', async () => {
    const killed = build(swarm.manager.env, '--board', 'attic');
    await killed.says('hypriotkit: attic: on ');
    killed.child.kill('SIGKILL');
    await killed.ended;
    const [left] = swarm.lines('service', 'ls', '--quiet');
    expect(left).toBeDefined();
    const next = build(swarm.manager.env, '--board', 'barn');
    await next.says('hypriotkit: barn: on ');
    expect(swarm.lines('service', 'ls', '--quiet')).not.toContain(left);
    expect((await next.ended).code).toBe(0);
    expect(swarm.lines('secret', 'ls', '--quiet')).toEqual([]);
  });

  it('refuses an architecture that no node has', async () => {
    const { code, output } = await build(swarm.manager.env, '--boards', '--arch', 'arm64').ended;
    expect({ code, output }).toMatchObject({ code: 2, output: expect.stringMatching(/No node.*aarch64/) as string });
  });
});

describe('a swarm of two engines', () => {
  let swarm: Swarm;
  beforeAll(async () => void (swarm = await Swarm.start(2, [TAG])), HOUR);
  afterAll(() => swarm?.remove());

  it('builds on both, nothing twice; when one dies half-way, its board is built on the other', async () => {
    const whole = await build(swarm.manager.env, '--boards', '--arch', 'amd64').ended;
    expect([whole.code, made(whole.output)]).toEqual([0, ['attic/small_tea', 'barn/small_tea', 'small_pot']]);
    const used = places(whole.output).filter(({ board }) => board !== 'shared');
    expect(new Set(used.map(({ place }) => place)).size).toBe(2);

    for (const board of BOARDS) write(`boards/${board}/configs.json`, { small_tea: { hostname: `${board}-again` } });
    const run = build(swarm.manager.env, '--boards');
    const worker = swarm.lines('node', 'ls', '--filter', 'role=worker', '--format', '{{.Hostname}}')[0]!;
    await run.says(`] small_pot: done: `);
    const there = (board: string) => run.says(`hypriotkit: ${board}: on ${worker}`).then(() => board);
    const moved = await Promise.race(BOARDS.map(there));
    await run.says(`[${moved}] ${moved}/small_tea: `);
    swarm.engines[1]!.die();
    const { code, output } = await run.ended;
    expect([code, output]).toEqual([0, expect.stringContaining('the node does not answer any more')]);
    for (const board of BOARDS) expect(filesOf(board)).toEqual(DELIVERED);
    expect(places(output).filter(({ board }) => board === moved)).toHaveLength(2);
    expect(made(output)).toEqual(['attic/small_tea', 'barn/small_tea']);
  });
});
