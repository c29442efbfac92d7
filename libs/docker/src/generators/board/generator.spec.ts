import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson, type Tree } from '@nx/devkit';
import component from '../component/generator';
import preset from '../preset/generator';
import { emptyWorkspace } from '../testing/empty-workspace';
import board from './generator';

const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-board-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a configs.json outside the workspace and returns its path. */
function configs(value: object): string {
  const file = join(folder, 'configs.json');
  writeFileSync(file, JSON.stringify(value));
  return file;
}

describe('generator board', () => {
  let tree: Tree;
  beforeEach(async () => {
    tree = emptyWorkspace();
    await preset(tree, {});
  });

  const names = () => tree.children('boards').sort();
  const written = (name: string, file = 'configs.json') => readJson<object>(tree, `boards/${name}/${file}`);

  it('adds a board with its own host name', async () => {
    await board(tree, { name: 'garage' });
    expect(written('garage')).toEqual({
      $schema: '../../image/configs.schema.json',
      root_fs: { hostname: 'garage' },
    });
    await board(tree, { name: 'my_shed' });
    expect(written('my_shed')).toMatchObject({ root_fs: { hostname: 'my-shed' } });
    await board(tree, { name: 'attic', hostname: 'flying-dutchman' });
    expect(written('attic')).toMatchObject({ root_fs: { hostname: 'flying-dutchman' } });
  });

  it('adds several, numbered as their host names are', async () => {
    await board(tree, { name: 'node', hostname: 'pi-{08..10}.', count: 3 }).catch(() => undefined);
    expect(tree.exists('boards')).toBe(false);
    await board(tree, { name: 'node', hostname: 'pi-{08..10}', count: 3 });
    expect(names()).toEqual(['node-08', 'node-09', 'node-10']);
    expect(written('node-09')).toMatchObject({ root_fs: { hostname: 'pi-09' } });
    await board(tree, { name: 'edge', count: 12 });
    expect(written('edge-07')).toMatchObject({ root_fs: { hostname: 'edge-07' } });
    await board(tree, { name: 'far', hostname: 'far{9..11}' });
    expect(names().filter((name) => name.startsWith('far'))).toEqual(['far-10', 'far-11', 'far-9']);
  });

  it('takes values from a configs.json, and keeps secrets out of git', async () => {
    const from = configs({
      root_fs: { hostname: 'shed', password: 'locker' },
      blank_image: {},
      rpi_kernel: { kernel_repo: 'https://davy:jones@git.test/linux' },
    });
    await board(tree, { name: 'shed', from });
    expect(written('shed')).toEqual({
      $schema: '../../image/configs.schema.json',
      root_fs: { hostname: 'shed' },
      blank_image: {},
      rpi_kernel: {},
    });
    expect(written('shed', 'configs.local.json')).toMatchObject({
      root_fs: { password: 'locker' },
      rpi_kernel: { kernel_repo: expect.stringContaining('jones') as string },
    });
    expect(tree.read('.gitignore', 'utf8')).toContain('boards/*/configs.local.json\n');
    await board(tree, { name: 'barn', from, hostname: 'barn' });
    expect(written('barn')).toMatchObject({ root_fs: { hostname: 'barn' } });
    expect(tree.read('.gitignore', 'utf8')!.match(/configs\.local/g)).toHaveLength(1);
  });

  it('takes the names of environment variables from a configs.json', async () => {
    const from = configs({ root_fs: { password: { env: 'BOARD_PASSWORD' }, hostname: { env: 'BOARD' } } });
    await board(tree, { name: 'shed', from });
    const files = [
      written('shed'),
      tree.exists('boards/shed/configs.local.json') ? written('shed', 'configs.local.json') : {},
    ];
    expect(JSON.stringify(files)).toContain('"password":{"env":"BOARD_PASSWORD"}');
    expect(JSON.stringify(files)).toContain('"hostname":{"env":"BOARD"}');
  });

  it('leaves nothing of a board that it takes the place of', async () => {
    await board(tree, { name: 'shed', from: configs({ root_fs: { password: 'locker' } }) });
    expect(tree.exists('boards/shed/configs.local.json')).toBe(true);
    await board(tree, { name: 'shed', from: configs({ root_fs: { hostname: 'shed' } }), force: true });
    expect(tree.exists('boards/shed/configs.local.json')).toBe(false);
  });

  it('does not give several boards one host name', async () => {
    const from = configs({ root_fs: { hostname: 'shed' } });
    await expect(board(tree, { name: 'shed', from, count: 2 })).rejects.toThrow("--hostname='node-{1..2}'");
  });

  it('works where no component has a host name', async () => {
    tree = emptyWorkspace();
    await component(tree, { name: 'hello' });
    await board(tree, { name: 'garage' });
    expect(written('garage')).toEqual({ $schema: '../../image/configs.schema.json' });
    await expect(board(tree, { name: 'attic', hostname: 'attic' })).rejects.toThrow('no component of this workspace');
  });

  it('overwrites a board only if forced', async () => {
    await board(tree, { name: 'garage' });
    await expect(board(tree, { name: 'garage', hostname: 'other' })).rejects.toThrow(
      /already:\n {2}- boards\/garage\/configs\.json\n.*--force.*HK_COMPONENT_EXISTS/s,
    );
    await board(tree, { name: 'garage', hostname: 'other', force: true });
    expect(written('garage')).toMatchObject({ root_fs: { hostname: 'other' } });
  });

  it.each([
    [{ name: 'root_fs' }, 'another project of the workspace'],
    [{ name: 'Garage' }, 'expected lower-case letters'],
    [{ name: '../up' }, 'expected lower-case letters'],
    [{ name: 'node', count: 0 }, '"0" cannot be the number of boards: expected a whole number from 1 to 1000'],
    [{ name: 'node', count: 2.5 }, 'expected a whole number from 1 to 1000'],
    [{ name: 'node', count: 1001 }, 'expected a whole number from 1 to 1000'],
    [{ name: 'node', count: 3, hostname: 'pi' }, "expected a range, such as 'node-{1..3}'"],
    [{ name: 'node', count: 3, hostname: 'pi-{1..4}' }, 'expected a range of 3 numbers'],
    [{ name: 'node', hostname: 'pi-{4..1}' }, 'expected a range of 1 to 1000 numbers'],
    [{ name: 'garage', hostname: 'not valid' }, 'root_fs.hostname: "not valid"; expected a host name'],
  ])('refuses %j, and writes nothing', async (options, problem) => {
    await expect(board(tree, options)).rejects.toThrow(problem);
    expect(tree.exists('boards')).toBe(false);
  });

  it('names what is wrong in a configs.json, with its line', async () => {
    const from = configs({ root_fs: { hostnam: 'x' } });
    await expect(board(tree, { name: 'garage', from })).rejects.toThrow(
      /configs\.json.*line 1: root_fs\.hostnam: unknown field; did you mean "hostname"/s,
    );
  });
});
