import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  connect,
  LABEL_PID,
  LABEL_STARTED,
  LABEL_STORE,
  LABEL_STORE_USE,
  ownerLabels,
  removeContainer,
  removeVolume,
  withContainer,
  type Engine,
} from '@hypriotkit/engine';
import { IMAGE, keyOf, SmallBuilds } from '../testing/small-store';
import { Store } from './store';

const OWNER = { uid: 0, gid: 0 };
const ROUNDS = 8;
const volume = `hypriotkit-test-store-${process.pid}`;
let engine: Engine;

beforeAll(async () => void (engine = await connect()));
afterEach(async () => void (await removeVolume(engine, volume)));

/** A text of 10 kB. */
const text = (name: string) => name.repeat(10_000).slice(0, 10_000);

describe('two workspaces with one store', () => {
  it('lose no build and get no wrong one, whatever either of them saves, restores and throws out', async () => {
    const limit = 130_000;
    const two = [1, 2].map(() => new SmallBuilds(engine, { volume, owner: OWNER, limit }));
    const lives = two.map(async (builds, which) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const [own, shared] = [`${which} ${round} `, `shared ${round} `];
        await builds.save(own, text(own));
        await builds.save(shared, text(shared));
        for (const name of [own, shared, `${1 - which} ${round} `, `shared ${round - 2} `]) {
          expect([undefined, text(name)]).toContain(await builds.restore(name));
        }
        // Frequently used entries must never be removed.
        await builds.restore('shared 0 ');
      }
    });
    await Promise.all(lives);
    // An entry that was read when another one replaced it goes with the next save.
    await two[0]!.save('last ', text('last '));
    for (const builds of two) {
      expect(builds.warnings).toEqual([]);
      expect(await builds.restore(`shared ${ROUNDS - 1} `)).toBe(text(`shared ${ROUNDS - 1} `));
      builds.remove();
    }
    const kept = await new Store(engine, IMAGE, { volume, owner: OWNER, limit }).list();
    expect(kept.every(({ state }) => state === 'kept')).toBe(true);
    expect(kept.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(limit);
    expect(new Set(kept.map(({ key }) => key)).size).toBe(kept.length);
  });

  it('that save by the same key at once leave one good entry', async () => {
    const place = { volume, owner: OWNER, limit: 1e6 };
    const many = [1, 2, 3].map(() => new SmallBuilds(engine, place));
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(many.map((builds, which) => builds.save('a', text(`${which} ${round} `))));
      const found = await many[0]!.restore('a');
      expect(many.map((_, which) => text(`${which} ${round} `))).toContain(found);
      expect(await new Store(engine, IMAGE, place).list()).toMatchObject([{ key: keyOf('a'), state: 'kept' }]);
    }
    for (const builds of many) {
      expect(builds.warnings).toEqual([]);
      builds.remove();
    }
  });
});

describe('what others use', () => {
  let folder: string;
  let builds: SmallBuilds;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hypriotkit-shared-'));
    builds = new SmallBuilds(engine, { folder, owner: OWNER, limit: 50_000 });
  });
  afterEach(() => {
    builds.remove();
    rmSync(folder, { recursive: true });
  });

  const id = () => createHash('sha256').update(folder).digest('hex').slice(0, 16);
  /** A container such as another process that uses this store would create. */
  const other = (use: string, own: Record<string, string> = {}, name?: string) => ({
    image: IMAGE,
    command: ['true'],
    labels: { ...ownerLabels({ project: 'test', task: 'store' }), [LABEL_STORE]: id(), [LABEL_STORE_USE]: use, ...own },
    ...(name && { name }),
  });
  const DEAD = { [LABEL_PID]: '1', [LABEL_STARTED]: 'another-boot:1' };
  const kept = async () =>
    (await new Store(engine, IMAGE, { folder, owner: OWNER, limit: 50_000 }).list()).map(({ key }) => key).sort();

  it('stays as long as they restore it, and no longer', async () => {
    await builds.save('a', text('a'));
    await withContainer(engine, other(`restore tea/${keyOf('a')}`), async () => {
      await builds.save('b', text('b'));
      await builds.save('c', text('c'));
      expect(await builds.restore('b')).toBeUndefined();
      expect(await builds.restore('a')).toBe(text('a'));
    });
    await builds.restore('c');
    await builds.save('d', text('d'));
    expect(await kept()).toEqual([keyOf('c'), keyOf('d')].sort());
  });

  it('is free when they were killed, the lock included', async () => {
    await builds.save('a', text('a'));
    const left: string[] = [];
    const make = (spec: ReturnType<typeof other>) =>
      withContainer(engine, spec, async (container) => {
        left.push(container.id);
        // As after kill -9: the process never removes its container.
        await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
      }).catch(() => undefined);
    void make(other(`restore tea/${keyOf('a')}`, DEAD));
    void make(other('lock', DEAD, `hypriotkit-store-${id()}`));
    while (left.length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    await builds.save('b', text('b').repeat(2));
    expect(await kept()).toEqual([keyOf('b')]);
    for (const container of left) await removeContainer(engine, container);
    expect(builds.warnings).toEqual([]);
  });

  it('is restored although a process was killed with the lock in its hands', async () => {
    await builds.save('a', text('a'));
    const left: string[] = [];
    void withContainer(engine, other('lock', DEAD, `hypriotkit-store-${id()}`), async (container) => {
      left.push(container.id);
      await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    }).catch(() => undefined);
    while (left.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const started = Date.now();
    expect(await builds.restore('a')).toBe(text('a'));
    expect(Date.now() - started).toBeLessThan(60_000);
    for (const container of left) await removeContainer(engine, container);
  });

  it('is left by who could not save', async () => {
    const control = new AbortController();
    const place = { folder, owner: OWNER, limit: 50e6 };
    const slow = new SmallBuilds(engine, place, 'coffee', IMAGE, control.signal);
    const saving = slow.save('a', 'x'.repeat(20e6));
    const timer = setInterval(() => {
      if (readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('entry.json'))) control.abort();
    }, 5);
    await saving.catch((error: Error) => expect(error).toMatchObject({ code: 'HK_INTERRUPTED' }));
    clearInterval(timer);
    await builds.save('b', text('b'));
    expect((await kept()).filter((key) => key === keyOf('a')).length).toBe(0);
    slow.remove();
  });
});
