import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { BuildContextInvalid } from '../errors';
import { temporaryFolder } from '../testing/temporary-folder';
import { contextDigest, hashedContext } from './context-digest';
import { contextFiles } from './context-files';
import { packContext } from './pack-context';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);

beforeAll(() => {
  folder.write('Dockerfile', 'FROM scratch\n');
  folder.write('build.sh', '#!/bin/sh\n', 0o755);
  folder.write('conf/b', 'b');
  folder.write('conf/a', 'a');
  folder.write('notes/todo.md', 'todo');
  folder.write('notes/keep.md', 'keep');
  mkdirSync(at('nothing'));
  symlinkSync('conf/a', at('link'));
});

describe('contextFiles', () => {
  it('lists all of a folder, sorted', async () => {
    expect((await contextFiles(folder.path)).map(({ path }) => path)).toEqual([
      'Dockerfile',
      'build.sh',
      'conf',
      'conf/a',
      'conf/b',
      'link',
      'notes',
      'notes/keep.md',
      'notes/todo.md',
      'nothing',
    ]);
  });

  it('leaves out what .dockerignore names, but neither that file nor the Dockerfile', async () => {
    folder.write('.dockerignore', '# a remark\nDockerfile\n.dockerignore\nconf\nnotes/*\n!notes/keep.md\n');
    try {
      expect((await contextFiles(folder.path)).map(({ path }) => path)).toEqual([
        '.dockerignore',
        'Dockerfile',
        'build.sh',
        'link',
        'notes',
        'notes/keep.md',
        'nothing',
      ]);
    } finally {
      unlinkSync(at('.dockerignore'));
    }
  });

  it.each(['[', 'a[b', '[z-a]', '!['])('refuses the pattern %s', async (pattern) => {
    folder.write('.dockerignore', `# a remark\n${pattern}\n`);
    try {
      await expect(contextFiles(folder.path)).rejects.toMatchObject({
        code: 'HK_BUILD_CONTEXT_INVALID',
        message: expect.stringContaining(`.dockerignore, line 2: ${pattern} is not a pattern`) as string,
      });
    } finally {
      unlinkSync(at('.dockerignore'));
    }
  });

  it.each(['file', 'folder'])('refuses a name that is not UTF-8: that of a %s', async (kind) => {
    const name = Buffer.concat([Buffer.from(at('B')), Buffer.from([0xe4]), Buffer.from('r.txt')]);
    if (kind === 'file') writeFileSync(name, '');
    else mkdirSync(name);
    try {
      await expect(contextFiles(folder.path)).rejects.toMatchObject({
        code: 'HK_BUILD_CONTEXT_INVALID',
        message: expect.stringMatching(/the name of B\\xe4r\.txt is not UTF-8/) as string,
        hint: expect.stringContaining('Rename it') as string,
      });
    } finally {
      rmSync(name, { recursive: true });
    }
  });

  it('refuses a link to such a name', async () => {
    symlinkSync(Buffer.from([0x42, 0xe4]), at('odd'));
    try {
      await expect(contextFiles(folder.path)).rejects.toThrow('the target of the link odd, B\\xe4, is not UTF-8');
    } finally {
      unlinkSync(at('odd'));
    }
  });

  it('leaves alone what .dockerignore names, whatever its name is', async () => {
    const name = Buffer.concat([Buffer.from(at('B')), Buffer.from([0xe4])]);
    writeFileSync(name, '');
    folder.write('.dockerignore', 'B*\n');
    try {
      expect((await contextFiles(folder.path)).map(({ path }) => path)).not.toContain('B\ufffd');
    } finally {
      rmSync(name);
      unlinkSync(at('.dockerignore'));
    }
  });

  it('takes a name with the character that stands for what is not UTF-8', async () => {
    folder.write('\ufffd', '');
    expect((await contextFiles(folder.path)).map(({ path }) => path)).toContain('\ufffd');
    unlinkSync(at('\ufffd'));
  });

  it('refuses a folder without a Dockerfile, and none at all', async () => {
    await expect(contextFiles(at('conf'))).rejects.toThrow(BuildContextInvalid);
    await expect(contextFiles(at('conf'), 'a')).resolves.toHaveLength(2);
    await expect(contextFiles(at('missing'))).rejects.toThrow('it does not exist');
  });
});

describe('contextDigest', () => {
  it('is the same for the same content, whenever it was written', async () => {
    const before = await contextDigest(folder.path);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    utimesSync(at('build.sh'), 1, 1);
    chmodSync(at('conf/a'), 0o600);
    expect(await contextDigest(folder.path)).toBe(before);
  });

  it('changes with each thing that makes another image', async () => {
    const seen = new Set<string>();
    const add = async (...more: Parameters<typeof contextDigest> extends [string, ...infer Rest] ? Rest : never) =>
      void seen.add(await contextDigest(folder.path, ...more));
    await add();
    await add({ dockerfile: 'conf/a' });
    await add({ baseDigest: 'sha256:1' });
    await add({ buildArgs: { A: '1' } });
    await add({ buildArgs: { A: '1', B: '' } });
    folder.write('conf/a', 'another');
    await add();
    chmodSync(at('conf/a'), 0o755);
    await add();
    folder.write('conf/c', '');
    await add();
    unlinkSync(at('link'));
    symlinkSync('conf/b', at('link'));
    await add();
    expect(seen.size).toBe(9);
  });

  it('does not depend on the order of the build arguments', async () => {
    const [one, other] = [
      { A: '1', B: '2' },
      { B: '2', A: '1' },
    ];
    expect(await contextDigest(folder.path, { buildArgs: one })).toBe(
      await contextDigest(folder.path, { buildArgs: other }),
    );
  });
});

describe('packContext', () => {
  it('makes the same bytes of the same content', async () => {
    const digest = async () =>
      createHash('sha256')
        .update(await buffer(packContext(folder.path, await hashedContext(folder.path))))
        .digest('hex');
    const before = await digest();
    utimesSync(at('build.sh'), 2, 2);
    chmodSync(at('conf/b'), 0o640);
    expect(await digest()).toBe(before);
  });
});
