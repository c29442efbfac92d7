import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, removeVolume, type Engine } from '@hypriotkit/engine';
import { build, destroyVolume, getVolumeContent, type BuildOptions } from './index';
import { linesOf, targetWith } from './testing/stand-in-builds';
import { ensureStandIn, STAND_IN } from './testing/stand-in-image';
import { temporaryFolder } from './testing/temporary-folder';

/* What the orchestrator image gets beside the configuration: the lock, and engines by platform. */

const image = STAND_IN;
const LOCK = 'hypriotkit.lock.json';
const volume = `hypriotkit-test-given-${process.pid}`;
let engine: Engine;

beforeAll(async () => {
  engine = await connect();
  await ensureStandIn();
});
afterEach(async () => removeVolume(engine, volume));

const said = (options: BuildOptions) => linesOf({ volume, ...options });

describe('the lock', () => {
  const [OWN, OTHER] = ['of the target', 'other'].map((component) =>
    JSON.stringify({ version: 1, components: { [component]: {} } }),
  ) as [string, string];
  const lockIn = (lines: string[]) => lines.filter((line) => line.includes(LOCK));
  const given = (text: string) => [`files:   /opt/app/user/hypriotkit.lock.json:${text}`];

  it('is that of the target folder, another one, or none', async () => {
    const target = targetWith({ root_fs: {} });
    const other = temporaryFolder().write('other.json', OTHER);
    const debug = { target, verbosity: 'debug' } as const;
    expect(lockIn(await said(debug))).toEqual([]);
    writeFileSync(join(target, LOCK), OWN);
    expect(lockIn(await said(debug))).toEqual(given(OWN));
    expect(lockIn(await said({ ...debug, lock: other }))).toEqual(given(OTHER));
    expect(lockIn(await said({ ...debug, lock: false }))).toEqual([]);
  });

  it('is written on request, and never taken from an earlier build', async () => {
    const target = targetWith({ root_fs: {} });
    const file = join(target, LOCK);
    const copied = (writeLock: boolean) => getVolumeContent({ image, volume, target, writeLock });
    await said({ target });
    await expect(copied(true)).rejects.toMatchObject({ code: 'HK_NOTHING_BUILT' });
    await said({ target, writeLock: true });
    expect(await copied(false)).not.toContain(LOCK);
    expect(existsSync(file)).toBe(false);
    expect(await copied(true)).toContain(LOCK);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 1 });
  });
});

describe('engines by platform', () => {
  const TCP = 'tcp://builder:2375';
  const targetOf = (address: string) => targetWith({ base_image: { engines: { 'linux/arm64': address } } });
  const configured = async (options: BuildOptions) => {
    const lines = await said({ verbosity: 'debug', ...options });
    return lines.filter((line) => /^engines: |configs.json/.test(line)).join('\n');
  };
  afterEach(() => delete process.env['HYPRIOTKIT_ENGINES']);

  it('reach the build, of the environment and of the configuration', async () => {
    process.env['HYPRIOTKIT_ENGINES'] = `linux/arm64: ${TCP}`;
    // The variable overrides it.
    const lines = await configured({ target: targetOf('ssh://pi@builder') });
    expect(lines).toContain(`engines:   linux/arm64: ${TCP}`);
    delete process.env['HYPRIOTKIT_ENGINES'];
    const others = await configured({ target: targetOf(TCP) });
    expect(others).toContain('engines:   none');
    expect(others).toContain(`"linux/arm64": "${TCP}"`);
  });

  it('are refused before any work if the image cannot use them', async () => {
    const building = build({ target: targetOf('ssh://pi@builder'), image, volume });
    await expect(building).rejects.toMatchObject({ code: 'HK_ENGINE_OUT_OF_REACH' });
    await expect(building).rejects.toThrow(/^base_image.engines \(linux.arm64\).*ssh needs keys/);
    const mapped = build({ target: targetOf(TCP), image, volume: temporaryFolder().path });
    await expect(mapped).rejects.toMatchObject({ code: 'HK_VOLUME_INVALID' });
    expect(await destroyVolume({ volume })).toBe(false);
  });

  it('have no effect if an engine is named for the whole build', async () => {
    process.env['HYPRIOTKIT_ENGINES'] = 'linux/arm64: ssh://pi@builder';
    const lines = await configured({ target: targetOf('ssh://pi@builder'), engine: engine.address });
    expect(lines).toContain('engines:   none');
    expect(lines).not.toContain('pi@builder');
  });
});
