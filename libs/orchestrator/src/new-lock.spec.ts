import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newLock } from './new-lock';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'hypriotkit-new-lock-'))));
afterEach(() => {
  rmSync(root, { recursive: true });
  jest.restoreAllMocks();
});

const ALIVE = new AbortController().signal;
const of = (digest: string) => ({ images: [{ name: 'leaf', digest }] });

/** Leaves what a build leaves. @param fetched Undefined: the builder does not say it. */
function made(component: string, fetched: object | undefined, { board, artifacts = 1 }: Partial<Leaves> = {}) {
  const folder = join(root, board ?? '', component);
  mkdirSync(folder, { recursive: true });
  const all = Array.from({ length: artifacts }, () => ({ file: 'a.txt', size: 1, sha256: '0'.repeat(64), role: 'a' }));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ component, artifacts: all }));
  if (fetched) writeFileSync(join(folder, 'inputs.json'), JSON.stringify(fetched));
  return { component, board, folder };
}
interface Leaves {
  board: string;
  artifacts: number;
}

it('has what was fetched for components and boards, beside what the lock of the user has for others', async () => {
  const lock = join(root, 'mine.json');
  const attic = { tea: of('3') };
  writeFileSync(lock, JSON.stringify({ version: 1, components: { tea: of('1'), pot: of('2') }, boards: { attic } }));
  const all = [made('tea', of('4')), made('tea', of('5'), { board: 'garage' })];
  expect(JSON.parse(await newLock(all, lock, ALIVE))).toEqual({
    version: 1,
    components: { pot: of('2'), tea: of('4') },
    boards: { attic, garage: { tea: of('5') } },
  });
});

it('warns of a component that does not say what it fetches, unless it makes nothing', async () => {
  const warn = jest.spyOn(console, 'error').mockReturnValue();
  const all = [made('leaf', undefined), made('base', undefined, { artifacts: 0 })];
  expect(JSON.parse(await newLock(all, undefined, ALIVE))).toEqual({ version: 1 });
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/^warning: leaf does not say what it fetches/)]]);
});
