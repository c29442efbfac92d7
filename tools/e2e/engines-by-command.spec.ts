import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as dial, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, engineInfo, type Engine } from '@hypriotkit/engine';
import { hostAddress } from '../../libs/component/src/testing/host-address';
import { socketOf } from '../../libs/engine/src/testing/real-engine';
import { docker } from './lib/orchestrator';
import { makeSmallImage } from './lib/small-image';
import { node, nxSucceeds, ROOT } from './lib/workspace';

/*
 * The command builds with an engine for a platform, which the orchestrator's container reaches by its address. It is the engine
 * of this machine, by another way.
 */
const TAG = 'hypriotkit-test/orchestrator-of-engines:latest';
const VOLUME = `hypriotkit-test-engines-${process.pid}`;
const COMMAND = join(ROOT, 'libs', 'hypriotkit', 'bin', 'hypriotkit.js');

let engine: Engine;
let platform: string;
let server: Server;
let address: string;
let target: string;
const open = new Set<Socket>();
beforeAll(
  async () => {
    engine = await connect();
    platform = `linux/${(await engineInfo(engine)).architecture}`;
    await nxSucceeds('run', 'image:build');
    makeSmallImage(TAG, '', 'engines', platform);
    server = createServer((near) => {
      const far = dial(socketOf(engine));
      for (const end of [near, far]) open.add(end.on('error', () => undefined));
      near.pipe(far).pipe(near);
    }).listen(0, hostAddress());
    await once(server, 'listening');
    address = `tcp://${hostAddress()}:${(server.address() as AddressInfo).port}`;
  },
  10 * 60 * 1000,
);
beforeEach(() => {
  target = mkdtempSync(join(tmpdir(), 'hypriotkit-engines-'));
  writeFileSync(join(target, 'configs.json'), '{ "small_tea": {} }');
});
afterEach(() => {
  rmSync(target, { recursive: true });
  docker('volume', 'rm', '--force', VOLUME);
});
afterAll(() => {
  server?.close();
  for (const end of open) end.destroy();
  docker('image', 'rm', '--force', TAG);
});

const build = (engines: string, ...args: string[]) =>
  node([COMMAND, 'build', '--target', target, '--image', TAG, '--verbosity', 'info', ...args], {
    HYPRIOTKIT_ENGINES: engines,
  }).ended;
const byVolume = ['--volume', VOLUME];

it('builds there what is for the platform, and everything else on the engine of the run', async () => {
  const { code, output } = await build(`${platform}: ${address}`, ...byVolume);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain(`small_pot: Engine: ${address} (HYPRIOTKIT_ENGINES (${platform}))\n`);
  expect(output).toContain('small_tea: Engine: unix:///var/run/docker.sock');
});

it('builds nothing if it does not answer', async () => {
  const { code, output } = await build(`${platform}: tcp://${hostAddress()}:1`, ...byVolume);
  expect([code, output]).toEqual([1, expect.stringContaining('[HK_ENGINE_UNREACHABLE]')]);
  expect(output).not.toContain('Building the image');
});

it.each([
  ['over ssh', 'ssh://pi@builder', byVolume, 'HK_ENGINE_OUT_OF_REACH'],
  ['that has no folder for its store', 'tcp://builder:2375', [], 'HK_VOLUME_INVALID'],
])('ends with 2 before any work for one %s', async (_, named, args, expected) => {
  const { code, output } = await build(`linux/arm64: ${named}`, ...args);
  expect([code, output]).toEqual([2, expect.stringContaining(`[${expected}]`)]);
  expect(output).not.toContain('Engine:');
});

it('builds everything on the engine of --engine', async () => {
  const { code, output } = await build(`${platform}: ssh://pi@builder`, '--engine', engine.address);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain('small_pot: Engine: unix:///var/run/docker.sock');
});
