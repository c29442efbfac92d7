import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkUserFiles, entriesOf, userFileDigests, userFiles, type ComponentConfig } from '../index';

const list = { type: 'array', items: { type: 'string' }, files: { folder: 'leaves', matching: '\\.tar$' } };
const single = { type: 'string', files: { folder: 'pot', folders: true } };
const key = { type: 'string', files: { folder: 'keys', matching: '^(?!https:)' } };
const recipe = { type: 'string', files: { folder: 'recipes', content: 'script' } };
const tray = { type: 'string', files: { folder: 'tray', folders: true, refused: { '^blue/': "is the shop's own" } } };
const shelf = {
  type: 'string',
  files: { folder: 'shelf', folders: 'only', listed: { field: 'labels', member: 'at' } },
};
const labels = { type: 'array', items: { type: 'object', properties: { at: { type: 'string' } } } };
const shops = { type: 'array', items: { type: 'object', properties: { key, name: { type: 'string' } } } };
const schema = {
  properties: {
    tea: { properties: { leaves: list, pot: single, kind: { type: 'string' }, shops, recipe, tray, shelf, labels } },
  },
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hypriotkit-files-'));
  write('a.tar', 'green');
  write('b/a.tar', 'black');
  write('pots/blue/lid', 'round');
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const files = (values: ComponentConfig) => userFiles(schema, 'tea', values, root);
const pot = (path = 'pots') => files({ pot: path });
const problem = (values: ComponentConfig) => {
  try {
    checkUserFiles(files(values));
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint: string };
    return `${code} ${message} ${hint}`;
  }
  throw new Error('was taken as usable');
};

describe('userFiles', () => {
  it('are the values of fields that the schema says name files, where they match', () => {
    expect(files({ leaves: ['mint:1', 'a.tar', '/srv/b.tar'], pot: 'pots', kind: 'a.tar' })).toMatchObject([
      { name: 'leaves[1]', path: 'a.tar', source: join(root, 'a.tar'), folder: 'leaves' },
      { name: 'leaves[2]', path: '/srv/b.tar', source: '/srv/b.tar', folder: 'leaves' },
      { name: 'pot', path: 'pots', source: join(root, 'pots'), folder: 'pot' },
    ]);
    expect(files({ leaves: [], pot: '' })).toEqual([]);
  });

  it('are the values of members of objects, too', () => {
    const [near, far] = [{ name: 'a.tar', key: 'a.tar' }, { key: 'https://far.example/key' }];
    expect(files({ shops: [far, near] })).toMatchObject([{ name: 'shops[1].key', path: 'a.tar', folder: 'keys' }]);
  });
});

describe('a name that is not UTF-8 in a folder of the user', () => {
  const bytes = Buffer.concat([Buffer.from('B'), Buffer.from([0xe4]), Buffer.from('r.txt')]);
  const there = () => Buffer.concat([Buffer.from(join(root, 'pots', '/')), bytes]);

  it.each<[string, () => void, RegExp]>([
    ['of a file', () => writeFileSync(there(), ''), /the name of pots\/B\\xe4r\.txt is not UTF-8.* Rename it/],
    ['of a folder', () => mkdirSync(there()), /the name of pots\/B\\xe4r\.txt is not UTF-8.* Rename it/],
    [
      'that a link has as its target',
      () => {
        symlinkSync(bytes, join(root, 'pots', 'top'));
      },
      /the target of the link pots\/top, B\\xe4r\.txt, is not UTF-8.* Rename it/,
    ],
  ])('is refused: %s', (_, make, message) => {
    make();
    expect(problem({ pot: 'pots' })).toMatch(/^HK_FILE_UNUSABLE /);
    expect(problem({ pot: 'pots' })).toMatch(message);
  });
});

describe('entriesOf', () => {
  it('is a file, or a folder with all within it; links within stay links', () => {
    symlinkSync('blue/lid', join(root, 'pots', 'top'));
    chmodSync(join(root, 'pots', 'blue', 'lid'), 0o700);
    const lid = { kind: 'file', name: 'pots/blue/lid', source: join(root, 'pots/blue/lid'), executable: true };
    expect(pot('./pots/').flatMap(entriesOf)).toEqual([
      { kind: 'directory', name: 'pots' },
      { kind: 'directory', name: 'pots/blue' },
      lid,
      { kind: 'symlink', name: 'pots/top', target: 'blue/lid' },
    ]);
    expect(pot('pots/top').flatMap(entriesOf)).toMatchObject([{ kind: 'file', name: 'top' }]);
  });
});

describe('checkUserFiles', () => {
  it('takes what is there', () => {
    expect(() => checkUserFiles(files({ leaves: ['a.tar'], pot: 'b/a.tar' }))).not.toThrow();
  });

  it.each<[string, ComponentConfig, RegExp]>([
    [
      'a file that is not there',
      { leaves: ['a.tar', 'c.tar'] },
      /^HK_FILE_UNUSABLE leaves\[1\] names "c\.tar".*no such/,
    ],
    ['a folder in place of a file', { leaves: ['x.tar'] }, /leaves\[0\] names "x\.tar".*it is a folder/],
    ['two of the same name', { leaves: ['a.tar', 'b/a.tar'] }, /leaves\[1\].*leaves\[0\] has the same name/],
    ['the workspace itself', { pot: '.' }, /pot names "\.".*contains the workspace/],
    ['what lies around the workspace', { pot: '..' }, /pot names "\.\.".*contains the workspace/],
    ['what is no file', { pot: '/dev/null' }, /neither a file nor a folder/],
  ])('names %s', (_, values, said) => {
    mkdirSync(join(root, 'x.tar'));
    expect(problem(values)).toMatch(said);
  });

  it.each(['../../a.tar', '/etc/passwd', '../../pots/../a.tar', 'nowhere', 'way/../../a.tar'])(
    'refuses a link to %s',
    (target) => {
      symlinkSync('.', join(root, 'pots', 'blue', 'way'));
      symlinkSync(target, join(root, 'pots', 'blue', 'link'));
      expect(problem({ pot: 'pots' })).toMatch(/^HK_FILE_UNUSABLE pot names "pots".*(blue\/link|no such file)/);
    },
  );

  it('names what may not be read', () => {
    chmodSync(join(root, 'pots', 'blue', 'lid'), 0);
    chmodSync(root, 0o755);
    const isRoot = process.getuid?.() === 0;
    // Root can read any file.
    if (isRoot) process.seteuid!(65534);
    try {
      expect(problem({ pot: 'pots' })).toMatch(/pot names "pots".*permission denied/);
    } finally {
      if (isRoot) process.seteuid!(0);
    }
  });
});

describe('userFileDigests', () => {
  const digest = () => userFileDigests(files({ leaves: ['a.tar'], pot: 'pots' }));

  it('stay the same whenever and wherever the files were written', async () => {
    const before = await digest();
    expect(before).toEqual([
      ['leaves', expect.stringMatching(/^[0-9a-f]{64}$/)],
      ['pot', expect.stringMatching(/^[0-9a-f]{64}$/)],
    ]);
    utimesSync(join(root, 'a.tar'), 1, 1);
    expect(await digest()).toEqual(before);
    write('elsewhere/a.tar', 'green');
    expect(await userFileDigests(files({ leaves: ['elsewhere/a.tar'], pot: 'pots' }))).toEqual(before);
  });

  it.each<[string, () => void]>([
    ['a content', () => write('pots/blue/lid', 'flat')],
    ['a name', () => write('pots/blue/handle', '')],
    ['an empty folder', () => mkdirSync(join(root, 'pots', 'red'))],
    ['a right to run', () => chmodSync(join(root, 'pots', 'blue', 'lid'), 0o755)],
    ['a link', () => symlinkSync('blue', join(root, 'pots', 'green'))],
  ])('change with %s', async (_, change) => {
    const before = await digest();
    change();
    expect(await digest()).not.toEqual(before);
  });
});

describe('checkUserFiles', () => {
  it.each(['#!/bin/sh\n', '#! /usr/bin/env python3', '#!/bin/sh -e\n\xff\x00'])('takes the script %j', (text) => {
    write('brew', text);
    expect(() => checkUserFiles(files({ recipe: 'brew' }))).not.toThrow();
  });

  it.each([
    ['green', 'it does not begin with #!. Write in its first line which program runs it, such as #!/bin/sh.'],
    ['', 'it does not begin with #!'],
    ['#!', 'its first line names no program after #!. Write'],
    ['#! \n/bin/sh', 'its first line names no program'],
    ['#!sh\n', 'its first line names no program'],
    ['#!/bin/sh\r\necho\r\n', 'its lines end as in Windows (CRLF). Save it with the line ends of Linux (LF).'],
  ])('refuses the script %j', (text, said) => {
    write('brew', text);
    expect(problem({ recipe: 'brew' })).toContain(`recipe names "brew", which cannot be used: ${said}`);
  });

  it('refuses a file where only a folder makes sense', () => {
    expect(problem({ shelf: 'a.tar' })).toContain('"a.tar", which cannot be used: it is a file. Name the folder');
  });

  it('refuses a folder without what another field names in it', () => {
    expect(() =>
      checkUserFiles(files({ shelf: 'pots', labels: [{ at: '/blue' }, { at: '/blue/lid' }] })),
    ).not.toThrow();
    expect(problem({ shelf: 'pots', labels: [{ at: '/blue' }, { at: '/blue/lit' }] })).toMatch(
      /it has no \/blue\/lit, which labels\[1\]\.at names\. Correct this path; did you mean "\/blue\/lid"\?$/,
    );
    expect(problem({ shelf: 'pots', labels: [{ at: '/etc/tea' }] })).toContain('Correct this path, or add the file.');
  });

  it('takes the same file twice', () => {
    expect(() => checkUserFiles(files({ leaves: ['a.tar', './a.tar'] }))).not.toThrow();
  });

  it('refuses a folder without what it has to contain', () => {
    const holding = {
      properties: {
        tea: {
          properties: {
            box: {
              type: 'string',
              files: { folder: 'box', folders: true, contains: { pattern: '^lid$', expected: 'a lid' } },
            },
          },
        },
      },
    };
    const check = (box: string) => () => checkUserFiles(userFiles(holding, 'tea', { box }, root));
    for (const box of ['pots/blue', 'a.tar']) expect(check(box)).not.toThrow();
    expect(check('pots')).toThrow('"pots", which cannot be used: the folder has none of what is expected, a lid');
  });

  it('tells of all that are wrong at once', () => {
    const said = problem({ leaves: ['c.tar'], pot: 'none', shelf: 'pots' });
    expect(said).toMatch(/^HK_FILES_UNUSABLE These files cannot be used:\n {2}- leaves\[0\].*\n {2}- pot names "none"/);
  });

  it('refuses names in a folder, with the reason', () => {
    expect(checkUserFiles(files({ tray: 'b' }))).toBeUndefined();
    expect(problem({ tray: './pots' })).toContain(
      `tray names "./pots", which cannot be used: blue/lid in it is the shop's own`,
    );
  });
});
