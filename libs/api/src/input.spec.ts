import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  build,
  buildOnSwarm,
  checkEngine,
  checkInput,
  cleanCache,
  destroyVolume,
  ensureImage,
  ensureVolume,
  getVolumeContent,
  holdVolume,
  listCache,
  upgradeImage,
  type ContentOptions,
} from './index';
import { temporaryFolder } from './testing/temporary-folder';

/** No engine listens here. A function that gets as far as the engine fails with a different error. */
const engine = 'unix:///nowhere/docker.sock';
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: { code: string }) => error.code,
  );

const hold = (options: object) => holdVolume(options, () => Promise.reject(new Error('it was held')));

const folder = temporaryFolder();
const file = folder.write('file', '');

/** Runs work as a user other than root, since permissions do not stop root. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid!(65534);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}

describe('bad input is found before the engine is even looked for', () => {
  it.each<[string, object]>([
    ['"taget" is not an option; did you mean "target"?', { taget: '/nowhere' }],
    ['"componnt" is not an option; did you mean "component"?', { componnt: 'tea' }],
    ['"constructor" is not an option', { constructor: 'x' }],
    ['The options are not an object', 'out' as unknown as object],
    ['The options are not an object', null as unknown as object],
    ['The options are not an object', []],
    ['The option "volume" is not a text', { volume: null }],
    ['The option "target" is not a text', { target: new URL('file:///tmp') }],
    ['The option "engine" is not a text', { engine: 1 }],
    ['The option "boards" is neither', { boards: 'garage' }],
    ['The option "boards" is neither', { boards: [1] }],
    ['The option "lock" is neither', { lock: true }],
    ['The option "signal" is not an AbortSignal', { signal: {} }],
    ['The option "log" has no function step, detail, warn', { log: {} }],
    ['The option "onLine" is not a function', { onLine: 5 }],
    ['The option "size" is not a number, or less than 0', { size: '5G' }],
    ['The option "size" is not a number, or less than 0', { size: NaN }],
    ['The option "unusedFor" is not a number, or less than 0', { unusedFor: -1 }],
  ])('%s', async (message, wrong) => {
    const isObject = typeof wrong === 'object' && wrong && !Array.isArray(wrong);
    const options = (isObject ? { engine, ...wrong } : wrong) as object;
    const invalid = { code: 'HK_OPTION_INVALID', message: expect.stringContaining(message) as string };
    const calls = [
      build,
      checkEngine,
      cleanCache,
      destroyVolume,
      ensureImage,
      ensureVolume,
      hold,
      listCache,
      upgradeImage,
    ];
    for (const call of calls) await expect(call(options)).rejects.toMatchObject(invalid);
    await expect(getVolumeContent(options as ContentOptions)).rejects.toMatchObject(invalid);
    expect(() => checkInput(options)).toThrow(message);
  });

  it.each(['', 'Hypriotkit', 'a b', 'a:b:c', '--all', 'https://registry/a'])('image %j', async (image) => {
    for (const call of [upgradeImage, ensureImage, build]) {
      expect(await codeOf(call({ image, engine }))).toBe('HK_IMAGE_NAME_INVALID');
    }
    expect(await codeOf(getVolumeContent({ target: folder.path, image, engine }))).toBe('HK_IMAGE_NAME_INVALID');
    expect(() => checkInput({ image })).toThrow('not the name of an image');
  });

  it.each(['', 'a', 'a b', './here', '../there', '-v', 'a:b', 'über'])('volume %j', async (volume) => {
    for (const call of [ensureVolume, destroyVolume, hold, build]) {
      expect(await codeOf(call({ volume, engine }))).toBe('HK_VOLUME_INVALID');
    }
    expect(await codeOf(getVolumeContent({ target: folder.path, volume, engine }))).toBe('HK_VOLUME_INVALID');
    expect(() => checkInput({ volume })).toThrow('cannot be used');
  });

  it('a mapped volume that is a file, or not there', async () => {
    for (const volume of [file, '/not/there']) {
      expect(await codeOf(build({ volume, engine }))).toBe('HK_VOLUME_INVALID');
    }
  });

  it('a target that is a file, or not there', async () => {
    for (const target of [file, '/not/there', '']) {
      expect(await codeOf(build({ target, engine }))).toBe('HK_TARGET_INVALID');
      expect(await codeOf(getVolumeContent({ target, engine }))).toBe('HK_TARGET_INVALID');
      expect(() => checkInput({ target })).toThrow(`The target folder "${target}" cannot be used`);
    }
  });

  it('a target that cannot be written to, as a copy or a mapped volume needs it', async () => {
    const { path: target } = temporaryFolder();
    chmodSync(target, 0o555);
    await asNobody(async () => {
      expect(await codeOf(getVolumeContent({ target, engine }))).toBe('HK_TARGET_INVALID');
      expect(await codeOf(build({ volume: target, engine }))).toBe('HK_VOLUME_INVALID');
      expect(() => checkInput({ target })).toThrow('it cannot be written to: permission denied');
    });
  });

  it("a target with somebody else's manifest.json", async () => {
    const target = temporaryFolder();
    target.write('manifest.json', '{ "name": "my web app" }');
    expect(await codeOf(getVolumeContent({ target: target.path, engine }))).toBe('HK_TARGET_INVALID');
    expect(await codeOf(build({ volume: target.path, engine }))).toBe('HK_VOLUME_INVALID');
    expect(() => checkInput({ target: target.path })).toThrow('that is not from Hypriotkit');
    target.write('manifest.json', '{ "components": [] }');
    checkInput({ target: target.path });
  });

  it('a folder where the lock is to be written', () => {
    const target = temporaryFolder();
    mkdirSync(join(target.path, 'hypriotkit.lock.json'));
    const options = { target: target.path, writeLock: true, lock: false } as const;
    expect(() => checkInput(options)).toThrow('it has a folder named hypriotkit.lock.json');
    checkInput({ ...options, writeLock: false });
  });

  it('an unknown verbosity', async () => {
    const verbosity = 'loud' as 'quiet';
    expect(await codeOf(build({ verbosity, engine }))).toBe('HK_VERBOSITY_UNKNOWN');
    expect(() => checkInput({ verbosity })).toThrow('Unknown verbosity "loud".');
  });

  it.each([
    ['broken', '{ "root_fs": { }', /configs\.json.*\n.*line 1, column/],
    ['no object', '[]', /expected an object/],
    ['without a component', '{ "$schema": "./configs.schema.json" }', /lists no component/],
    ['with a component twice', '{ "root_fs": {}, "root_fs": {} }', /is set twice/],
  ])('a configs.json that is %s', async (_, text, message) => {
    const target = temporaryFolder();
    target.write('configs.json', text);
    const building = build({ target: target.path, engine });
    await expect(building).rejects.toMatchObject({ code: 'HK_CONFIGURATION_INVALID' });
    await expect(building).rejects.toThrow(message);
    expect(() => checkInput({ target: target.path })).toThrow(message);
  });

  it('a lock that is damaged, or was named and is not there', async () => {
    const target = temporaryFolder();
    const lock = target.write('hypriotkit.lock.json', '{ "version": 1, "packages": [] }');
    const other = join(target.path, 'other.json');
    for (const [options, named] of [
      [{ target: target.path }, lock],
      [{ lock }, lock],
      [{ target: target.path, lock: other }, other],
    ] as const) {
      expect(await codeOf(build({ ...options, engine }))).toBe('HK_LOCK_INVALID');
      expect(() => checkInput(options)).toThrow(`${named} cannot be used`);
    }
    checkInput({ target: target.path, lock: false });
    target.write('other.json', '{ "version": 1 }');
    checkInput({ target: target.path, lock: other });
  });

  it.each<[string, object, string, RegExp]>([
    [
      'linux/arm64: ssh://pi@builder',
      {},
      'HK_ENGINE_OUT_OF_REACH',
      /HYPRIOTKIT_ENGINES \(linux.arm64\).*pi@builder.*keys/,
    ],
    ['linux/arm64: /run/arm64.sock', {}, 'HK_ENGINE_OUT_OF_REACH', /socket of this machine/],
    ['linux/arm: tcp://builder', {}, 'HK_CONFIGURATION_INVALID', /"linux.arm" is not one of/],
    ['linux/arm64: gopher://pi', {}, 'HK_ENGINE_ADDRESS_INVALID', /gopher/],
    [
      'linux/arm64: tcp://builder:2375',
      { volume: folder.path },
      'HK_VOLUME_INVALID',
      /tcp:..builder:2375 is on another/,
    ],
    ['linux/arm64: tcp://builder:2375', {}, 'HK_ENGINE_UNREACHABLE', /nowhere/],
  ])('engines by platform: %s, with %j', async (engines, options, code, message) => {
    process.env['HYPRIOTKIT_ENGINES'] = engines;
    // --engine would override them.
    process.env['HYPRIOTKIT_ENGINE'] = engine;
    try {
      for (const call of [build, checkEngine]) {
        await expect(call(options)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
      }
      if (code === 'HK_ENGINE_UNREACHABLE') return;
      expect(await codeOf(build({ ...options, volume: 'hypriotkit-test-none', engine }))).toBe('HK_ENGINE_UNREACHABLE');
    } finally {
      delete process.env['HYPRIOTKIT_ENGINES'];
      delete process.env['HYPRIOTKIT_ENGINE'];
    }
  });

  it('engines by platform for the machines of a swarm', async () => {
    const target = temporaryFolder();
    target.write('boards/garage/configs.json', '{}');
    process.env['HYPRIOTKIT_ENGINES'] = 'linux/arm64: tcp://builder:2375';
    try {
      const building = buildOnSwarm({ target: target.path, boards: 'all' });
      await expect(building).rejects.toMatchObject({ code: 'HK_ENGINE_OUT_OF_REACH' });
    } finally {
      delete process.env['HYPRIOTKIT_ENGINES'];
    }
  });

  it('a configs.json that cannot be read', async () => {
    const { path: target } = temporaryFolder();
    mkdirSync(join(target, 'configs.json'));
    expect(await codeOf(build({ target, engine }))).toBe('HK_CONFIGURATION_INVALID');
  });
});

it('good input comes as far as the engine, and leaves no trace', async () => {
  const target = temporaryFolder();
  target.write('configs.json', '{ "root_fs": {} }');
  checkInput({ target: target.path, volume: target.path, image: 'a/b:c', verbosity: 'debug' });
  expect(await codeOf(build({ target: target.path, engine }))).toBe('HK_ENGINE_UNREACHABLE');
  expect(await codeOf(getVolumeContent({ target: target.path, engine }))).toBe('HK_ENGINE_UNREACHABLE');
  expect(readdirSync(target.path)).toEqual(['configs.json']);
});

it('a mapped volume needs no engine where nothing is to be done', async () => {
  expect(await ensureVolume({ volume: '/anywhere', engine })).toBe(false);
  expect(await destroyVolume({ volume: '/anywhere', engine })).toBe(false);
  expect(await getVolumeContent({ target: '/anywhere', volume: '/anywhere', engine })).toEqual([]);
});

it('an interruption ends the search for an engine', async () => {
  const signal = AbortSignal.abort();
  for (const call of [upgradeImage, ensureImage, ensureVolume, destroyVolume, build]) {
    expect(await codeOf(call({ engine, signal }))).toBe('HK_INTERRUPTED');
  }
});
