import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ArtifactStore, OutputFolder } from '@hypriotkit/artifacts';
import { silentLogger } from '@hypriotkit/core';
import { connect, ensureVolume, removeVolume, volumeExists, type Engine } from '@hypriotkit/engine';
import { ensureStandIn, STAND_IN } from '../../api/src/testing/stand-in-image';
import { hypriotkit } from './testing/command';

const volume = `hypriotkit-test-cache-${process.pid}`;
let engine: Engine;
let target: string;

beforeAll(async () => {
  engine = await connect();
  await ensureStandIn();
  target = mkdtempSync(join(tmpdir(), 'hypriotkit-cache-'));
});
afterAll(() => {
  rmSync(target, { recursive: true });
});
afterEach(() => removeVolume(engine, volume));

describe('cache', () => {
  const MANIFEST = {
    component: 'tea',
    builder: { image: 'kettle', digest: 'd', repository: 'https://git.test/tea', commit: 'c0ffee' },
  };
  const cache = (...args: string[]) => hypriotkit(['cache', ...args, '--volume', volume]);

  async function save(name: string, bytes: number): Promise<void> {
    const { signal } = new AbortController();
    const place = { volume, owner: { uid: 0, gid: 0 }, limit: 1e9 };
    const output = await OutputFolder.begin(join(target, name));
    const written = await output.write(`${name}.txt`, Readable.from(['x'.repeat(bytes)]));
    await output.seal(`${name}.txt`);
    const manifest = { ...MANIFEST, component: name, artifacts: [{ file: `${name}.txt`, role: 'tea', ...written }] };
    await new ArtifactStore(engine, name, STAND_IN, signal, place).save(
      'ab'.repeat(32),
      output,
      manifest,
      silentLogger,
    );
  }

  it('lists what is kept, and removes what is asked for', async () => {
    expect((await cache()).stdout).toContain(`0 finished builds in ${volume}: 0 kB of 10.0 GB.`);
    expect(await volumeExists(engine, volume)).toBe(false);
    await save('tea', 2_000_000);
    await save('coffee', 50_000);
    const { code, stdout, stderr } = await cache('list');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^COMPONENT +KEY +SIZE +LAST USED \(UTC\) +CONTENT\ncoffee +abababababab +51 kB +20.*\ntea +/,
    );
    expect(stdout).toContain('tea.txt by kettle, https://git.test/tea#c0ffee\n');
    expect((await cache('--component', 'tea')).stdout).not.toContain('coffee');
    expect((await cache('clean', '--older-than', '1h')).stdout).toContain('Deleted 0 finished builds');
    expect((await cache('clean', '--size', '1M')).stdout).toBe(
      'Deleted 1 finished build; the builds had a size of 2 MB.\n',
    );
    expect((await cache()).stdout).toMatch(/coffee/);
    expect((await cache('clean', '--component', 'coffee')).stdout).toContain('Deleted 1 finished build;');
    expect((await cache()).stdout).toContain(`0 finished builds in ${volume}`);
  });

  it('lists and removes what builders keep, of a component', async () => {
    const name = `hypriotkit-cache-test-${process.pid}`;
    await ensureVolume(engine, name);
    expect((await cache('--component', `test-${process.pid}`)).stdout).toMatch(new RegExp(`VOLUME.*\n${name} +0 kB`));
    const { stdout } = await cache('clean', '--component', `test-${process.pid}`);
    expect(stdout).toContain('Deleted 0 finished builds and 1 builder volume');
    expect(await volumeExists(engine, name)).toBe(false);
  });

  it('refuses an invalid HYPRIOTKIT_STORE_SIZE', async () => {
    for (const args of [['cache'], ['build', '--target', target, '--image', STAND_IN]]) {
      expect(await hypriotkit(args, undefined, { HYPRIOTKIT_STORE_SIZE: 'lots' })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('[HK_STORE_SIZE_INVALID]'),
      });
    }
  });
});
