import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBoardName, chosenBoards } from './index';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hypriotkit-boards-'));
  for (const board of ['garage', 'attic']) add(board, 'configs.json');
  add('notes', 'readme.txt');
});
afterEach(() => rmSync(root, { recursive: true }));

function add(board: string, file: string): void {
  mkdirSync(join(root, 'boards', board), { recursive: true });
  writeFileSync(join(root, 'boards', board, file), '{}');
}

describe('chosenBoards', () => {
  it('returns all boards, or those that are named, each once', () => {
    expect(chosenBoards(root, 'all')).toEqual(['attic', 'garage']);
    expect(chosenBoards(root, ['garage', 'garage'])).toEqual(['garage']);
  });

  it.each([
    ['a misspelled name', ['attic', 'garrage'], /no board "garrage" in .*boards; did you mean "garage"\?/],
    ['a folder without a configuration', ['notes'], /no board "notes"/],
    ['a path', ['../boards/garage'], /no board "\.\.\/boards\/garage"/],
    ['none', [], /No board was chosen/],
  ])('refuses %s', (_, names, message) => {
    expect(() => chosenBoards(root, names)).toThrow(message);
    expect(() => chosenBoards(root, names)).toThrow(expect.objectContaining({ code: 'HK_BOARD_UNKNOWN' }) as Error);
  });

  it('explains what a board is if there are none', () => {
    rmSync(join(root, 'boards'), { recursive: true });
    const hint = expect.stringContaining('a folder in it with a configs.json') as string;
    for (const chosen of ['all', ['garage']] as const) {
      expect(() => chosenBoards(root, chosen)).toThrow(expect.objectContaining({ hint }) as Error);
    }
  });
});

describe('checkBoardName', () => {
  it.each([
    ['root_fs', /another project of the workspace, outside boards\/root_fs, has it/],
    ['Garage', /expected lower-case letters/],
    ['constructor', /reserved/],
    ['x'.repeat(61), /60 characters at most/],
  ])('refuses %s', (name, message) => {
    expect(() => checkBoardName(name, ['root_fs'])).toThrow(message);
  });
});
