import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtTasks, useStandIn } from '../lib/stand-in';
import { WorkspaceCopy } from '../lib/workspace-copy';

/*
 * Three boards: garage has its own host name, attic its own kernel, and shed nothing but an image of its own. Their
 * tasks are as precise as those of the components.
 */
const GARAGE = ['garage/root_fs', 'garage/rpi_sd_image'];
const ATTIC = ['attic/rpi_kernel', 'attic/rpi_sd_image'];
const SHED = ['shed/rpi_sd_image'];

let workspace: WorkspaceCopy;
beforeAll(async () => {
  workspace = new WorkspaceCopy();
  useStandIn(workspace);
  set('configs.json', 'root_fs', { hostname: 'flying-dutchman' });
  board('garage', { root_fs: { hostname: 'garage' } });
  board('attic', { rpi_kernel: { image: 'attic/rpi_kernel:latest' } });
  board('shed', {});
  workspace.commit();
  const made = await builtTasks(workspace, () => build('garage', 'attic', 'shed'));
  const shared = ['base_image', 'blank_image', 'root_fs', 'rpi_bootloader', 'rpi_kernel'];
  // Nobody asked for the image of the workspace itself.
  expect(made).toEqual([...shared, ...GARAGE, ...ATTIC, ...SHED].sort());
});
afterEach(() => workspace.restore());
afterAll(() => workspace.remove());

const board = (name: string, layer: object, file = 'configs.json') =>
  workspace.write(`boards/${name}/${file}`, JSON.stringify(layer));

const build = (...boards: string[]) => workspace.nx(['run-many', '-t', 'build', '-p', boards.join(',')]);

/** The boards whose images `nx affected` builds. */
async function affected(): Promise<string[]> {
  const output = await workspace.nx(['affected', '-t', 'build', '--base=main', '--explain=stdout']);
  const { affected: tasks } = JSON.parse(output) as { affected: Record<string, unknown> };
  const boards = ['garage', 'attic', 'shed'];
  return boards.filter((name) => `${name}:build` in tasks).sort();
}

/** @param made What is really made; each board whose image is among it is affected, and no other. */
async function expectReached(...made: string[]): Promise<void> {
  const boards = made.flatMap((name) => (name.endsWith('/rpi_sd_image') ? [name.split('/')[0]!] : []));
  expect(await affected()).toEqual(boards.sort());
  expect(await builtTasks(workspace, () => build('garage', 'attic', 'shed'))).toEqual(made.sort());
}

const set = (file: string, component: string, fields: object) =>
  workspace.editJson(file, (json) => Object.assign((json[component] ??= {}), fields));

describe('a change reaches exactly the boards that it concerns', () => {
  it("a board's own field", async () => {
    board('garage', { root_fs: { hostname: 'carport' } });
    await expectReached(...GARAGE);
  });

  it("a field of a board's image alone", async () => {
    board('garage', { root_fs: { hostname: 'garage' }, rpi_sd_image: { root_megabytes: 4000 } });
    await expectReached('garage/rpi_sd_image');
  });

  it('a field of the workspace, but not of the boards that set it themselves', async () => {
    set('configs.json', 'root_fs', { hostname: 'nautilus' });
    await expectReached('root_fs', 'attic/rpi_sd_image', 'shed/rpi_sd_image');
  });

  it('a field of the workspace that no board sets', async () => {
    set('image/configs.json', 'root_fs', { username: 'davy' });
    await expectReached('root_fs', ...GARAGE, 'attic/rpi_sd_image', 'shed/rpi_sd_image');
  });

  it('a builder', async () => {
    workspace.edit('components/rpi_kernel/builder/Dockerfile', (text) => `${text}# changed\n`);
    await expectReached('rpi_kernel', 'garage/rpi_sd_image', ...ATTIC, 'shed/rpi_sd_image');
  });

  it('nothing is made again where only the form of a file changes', async () => {
    workspace.edit('boards/garage/configs.json', (text) => JSON.stringify(JSON.parse(text), null, 7));
    // To Nx, any change of the file is one of the project.
    expect(await affected()).toEqual(['garage']);
    expect(await builtTasks(workspace, () => build('garage', 'attic', 'shed'))).toEqual([]);
  });

  it('a new board, and nothing else', async () => {
    board('barn', { root_fs: { hostname: 'barn' } });
    expect(await builtTasks(workspace, () => build('garage', 'attic', 'shed', 'barn'))).toEqual([
      'barn/root_fs',
      'barn/rpi_sd_image',
    ]);
  });

  it('a secret that git does not see', async () => {
    board('garage', { root_fs: { password: 'locker' } }, 'configs.local.json');
    expect(await builtTasks(workspace, () => build('garage', 'attic', 'shed'))).toEqual([...GARAGE].sort());
  });
});

it('what a board no longer has for itself does not stay beside its image', async () => {
  const ownIn = (folder: string) => readdirSync(join(workspace.root, 'dist', folder, 'shed'));
  board('shed', { root_fs: { hostname: 'shed' } });
  await build('shed');
  expect(ownIn('boards')).toContain('root_fs');
  board('shed', {});
  expect(await build('shed')).toContain('the board shed no longer has root_fs for itself');
  expect(ownIn('boards')).toContain('rpi_sd_image');
  expect(ownIn('boards')).not.toContain('root_fs');
  expect(ownIn('previous')).toContain('root_fs');
});

it('nx graph shows what the boards share', async () => {
  const output = await workspace.nx(['graph', '--print']);
  const { graph } = JSON.parse(output) as { graph: { dependencies: Record<string, { target: string }[]> } };
  const shared = (name: string) => graph.dependencies[name]!.map(({ target }) => target).sort();
  expect(shared('garage')).toEqual(['base_image', 'blank_image', 'rpi_bootloader', 'rpi_kernel']);
  expect(shared('attic')).toEqual(['base_image', 'blank_image', 'root_fs', 'rpi_bootloader']);
  expect(shared('shed')).toEqual(['base_image', 'blank_image', 'root_fs', 'rpi_bootloader', 'rpi_kernel']);
});

it('the configuration of a board says where each value comes from', async () => {
  const output = await workspace.nx(['run', 'garage:config']);
  expect(output).toMatch(/hostname +garage +boards\/garage\/configs\.json/);
  expect(output).toMatch(/kernel_repo +\S+ +image\/configs\.json/);
});
