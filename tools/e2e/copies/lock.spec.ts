import { addSmallComponents, FETCH } from '../lib/small-components';
import { WorkspaceCopy } from '../lib/workspace-copy';

const LOCK = 'hypriotkit.lock.json';

interface Lock {
  components: Record<string, { images: { name: string; digest: string }[] }>;
  boards?: Record<string, Lock['components']>;
}

let workspace: WorkspaceCopy;
beforeAll(async () => {
  workspace = new WorkspaceCopy();
  addSmallComponents(workspace, FETCH);
  for (const name of ['pot', 'tea']) {
    workspace.edit(`components/small_${name}/builder/build.sh`, (text) => text.replace('id >', 'echo "$digest" >'));
  }
  workspace.write('boards/garage/configs.json', '{ "small_pot": { "password": "locker" } }');
  await workspace.nx(['run-many', '-t', 'lock', '-p', 'small_pot,small_tea']);
  workspace.commit();
});
afterEach(() => workspace.restore());
afterAll(() => workspace.remove());

const lock = () => JSON.parse(workspace.read(LOCK)) as Lock;
const lockedOf = (name: string) => lock().components[name]!.images[0]!.digest;
const made = (name: string) => workspace.read(`dist/artifacts/${name}/${name}.txt`).trim();
const fails = (words: string[]) => workspace.nx(words).then(String, (error: Error) => error.message);

it('has what the builds of one run fetched, and later builds fetch the same', async () => {
  for (const name of ['small_pot', 'small_tea']) expect(lockedOf(name)).toBe(made(name));
  const before = made('small_tea');
  await workspace.nx(['run', 'small_tea:build', '--fresh', '--skip-nx-cache']);
  expect(made('small_tea')).toBe(before);
});

it('has an entry for each component, which only that is built again for', async () => {
  workspace.edit(LOCK, (text) => text.replace(lockedOf('small_tea'), 'other'));
  const output = await workspace.nx(['affected', '-t', 'build', '--base=main', '--explain=stdout']);
  const { affected } = JSON.parse(output) as { affected: Record<string, unknown> };
  expect(Object.keys(affected)).toEqual(['small_tea:build']);
  await workspace.nx(['run', 'small_tea:build']);
  expect(made('small_tea')).toBe('other');
});

it('is updated on demand, with what has changed, and the next build has that already', async () => {
  const [before, artifact] = [lockedOf('small_pot'), made('small_pot')];
  const output = await workspace.nx(['run', 'small_pot:update-lock']);
  const after = lockedOf('small_pot');
  expect(after).not.toBe(before);
  expect(output).toContain(`small_pot: container image leaf: ${before} -> ${after}\n`);
  expect(output).toContain('small_pot: done: hypriotkit.lock.json has 1 input changed');
  expect(made('small_pot')).toBe(artifact);
  expect(await workspace.nx(['run', 'small_pot:build'])).toContain('Taken from the store');
  expect(made('small_pot')).toBe(after);
});

it('has entries of a board for what the board has for itself', async () => {
  await workspace.nx(['run', 'garage:lock']);
  const { boards, components } = lock();
  expect(Object.keys(boards!['garage']!)).toEqual(['small_pot', 'small_tea']);
  expect(boards!['garage']!['small_pot']!.images).not.toEqual(components['small_pot']!.images);
});

it('is refused before anything starts if git has left it in two versions', async () => {
  workspace.edit(LOCK, (text) => `<<<<<<< ours\n${text}`);
  expect(await fails(['run', 'small_tea:build'])).toContain('HK_LOCK_INVALID');
});

it('is not written for a builder that does not say what it fetches', async () => {
  workspace.write('components/small_pot/builder/build.sh', 'echo x >small_pot.txt\n');
  expect(await fails(['run', 'small_pot:lock'])).toContain('HK_NOTHING_RECORDED');
  expect(await fails(['run', 'small_pot:update-lock'])).toContain('HK_NOTHING_RECORDED');
});
