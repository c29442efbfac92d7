import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256OfText } from '@hypriotkit/core';
import { checkArtifacts, findArtifact, printSealed, readManifest, soundManifest } from './index';

const artifact = { file: 'tea.txt', role: 'tea', size: 4, sha256: 'a'.repeat(64) };
const manifest = { component: 'tea', builder: { image: 'kettle', digest: 'd' }, artifacts: [artifact] };

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hypriotkit-manifest-'));
  folder = join(root, 'tea');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true }));

const TEA = { component: 'tea', task: 'garage:build-tea' };

const write = (content: unknown) =>
  writeFileSync(join(folder, 'manifest.json'), typeof content === 'string' ? content : JSON.stringify(content));

describe('readManifest', () => {
  it('reads what a build has written', async () => {
    write(manifest);
    expect(await readManifest(folder)).toEqual(manifest);
  });

  it('finds an artifact that is what the manifest says, and no other', async () => {
    const content = 'tea\n';
    const sound = { ...artifact, sha256: createHash('sha256').update(content).digest('hex') };
    write({ ...manifest, artifacts: [sound] });
    const leave = (text: string) => writeFileSync(join(folder, 'tea.txt'), text);
    leave(content);
    await expect(findArtifact(folder, TEA, 'tea')).rejects.toThrow('tea.txt.sha256 is missing');
    const checksum = (text: string) => writeFileSync(join(folder, 'tea.txt.sha256'), text);
    checksum(`${'0'.repeat(64)}  tea.txt\n`);
    await expect(findArtifact(folder, TEA, 'tea')).rejects.toThrow('tea.txt.sha256 does not match manifest.json');
    checksum(`${sound.sha256}  tea.txt\n`);
    for (const role of ['', 'leaf']) {
      writeFileSync(join(folder, 'SHA256SUMS'), `# ${role}\n${sound.sha256}  tea.txt\n`);
      await expect(findArtifact(folder, TEA, 'tea')).rejects.toThrow('SHA256SUMS is missing or does not match');
    }
    writeFileSync(join(folder, 'SHA256SUMS'), `# tea\n${sound.sha256}  tea.txt\n`);
    expect(await findArtifact(folder, TEA, 'tea')).toEqual(sound);
    await expect(findArtifact(folder, { component: 'coffee' }, 'tea')).rejects.toThrow('manifest.json belongs to tea');
    await expect(findArtifact(folder, TEA, 'pot')).rejects.toMatchObject({
      code: 'HK_INPUT_MISSING',
      hint: 'Build it: npx nx run garage:build-tea',
    });
    for (const other of ['tEa\n', 'tea', 'tea\n\n', '']) {
      leave(other);
      await expect(findArtifact(folder, TEA, 'tea')).rejects.toMatchObject({ code: 'HK_INPUT_DAMAGED' });
    }
    rmSync(join(folder, 'tea.txt'));
    await expect(findArtifact(folder, TEA, 'tea')).rejects.toMatchObject({
      code: 'HK_INPUT_DAMAGED',
      message: 'The artifacts of tea are damaged: tea.txt is missing.',
    });
    mkdirSync(join(folder, 'tea.txt'));
    await expect(findArtifact(folder, TEA, 'tea')).rejects.toMatchObject({ code: 'HK_INPUT_DAMAGED' });
    write('{');
    await expect(findArtifact(folder, TEA, 'tea')).rejects.toMatchObject({ code: 'HK_INPUT_DAMAGED' });
  });

  it('finds damage in all that a component has left', async () => {
    const check = (roles: string[][] = [['tea']]) => checkArtifacts(folder, TEA, roles);
    await expect(check()).rejects.toThrow('manifest.json is missing');
    const content = 'tea\n';
    const sha256 = createHash('sha256').update(content).digest('hex');
    write({ ...manifest, artifacts: [{ ...artifact, sha256 }] });
    writeFileSync(join(folder, 'tea.txt'), content);
    writeFileSync(join(folder, 'tea.txt.sha256'), `${sha256}  tea.txt\n`);
    await expect(check()).rejects.toThrow('SHA256SUMS is missing');
    writeFileSync(join(folder, 'SHA256SUMS'), `# tea\n${sha256}  tea.txt\n`);
    const provenance = (text: string) => writeFileSync(join(folder, 'provenance.json'), text);
    await expect(check()).rejects.toThrow('provenance.json is missing or does not match manifest.json');
    for (const subject of [undefined, [], [{ name: 'tea.txt', digest: { sha256: '0'.repeat(64) } }]]) {
      provenance(JSON.stringify({ subject }));
      await expect(check()).rejects.toThrow('provenance.json is missing or does not match manifest.json');
    }
    provenance('{');
    await expect(check()).rejects.toThrow('provenance.json is missing or does not match manifest.json');
    provenance(JSON.stringify({ subject: [{ name: 'tea.txt', digest: { sha256 } }] }));
    await check();
    expect((await soundManifest(folder, TEA)).artifacts).toEqual([{ ...artifact, sha256 }]);
    await expect(soundManifest(join(root, 'pot'), TEA)).rejects.toMatchObject({ code: 'HK_INPUT_MISSING' });
    await check([['leaf'], ['tea']]);
    await expect(check([['tea', 'leaf']])).rejects.toThrow('manifest.json lists tea');
    await expect(check([[]])).rejects.toMatchObject({ code: 'HK_INPUT_DAMAGED' });
    write({ ...manifest, artifacts: [] });
    await expect(check()).rejects.toThrow('manifest.json lists nothing');
    // A component without artifacts: its result is the builder image.
    await check([[]]);
    write({ ...manifest, component: 'coffee', artifacts: [] });
    await expect(check([[]])).rejects.toThrow('manifest.json belongs to coffee');
  });

  it('finds a changed character anywhere in a manifest that a build has written', async () => {
    const noted = { ...manifest, notes: ['two cups'], provenance: 'b'.repeat(64) };
    const text = printSealed(noted);
    write(text);
    expect(await readManifest(folder)).toEqual(noted);
    for (const [from, to] of [
      ['"kettle"', '"cattle"'],
      ['"digest": "d"', '"digest": "e"'],
      ['two cups', 'too cups'],
      ['bbb', 'bbc'],
    ]) {
      expect(text).toContain(from);
      write(text.replace(from!, to!));
      await expect(readManifest(folder)).rejects.toMatchObject({
        code: 'HK_MANIFEST_DAMAGED',
        message: expect.stringContaining('is not as it was written'),
      });
    }
  });

  it('finds a changed character in all of the provenance', async () => {
    const content = 'tea\n';
    const sha256 = sha256OfText(content);
    const statement = JSON.stringify({ subject: [{ name: 'tea.txt', digest: { sha256 } }], predicate: 'kettle' });
    write(printSealed({ ...manifest, artifacts: [{ ...artifact, sha256 }], provenance: sha256OfText(statement) }));
    writeFileSync(join(folder, 'tea.txt'), content);
    writeFileSync(join(folder, 'tea.txt.sha256'), `${sha256}  tea.txt\n`);
    writeFileSync(join(folder, 'SHA256SUMS'), `# tea\n${sha256}  tea.txt\n`);
    writeFileSync(join(folder, 'provenance.json'), statement);
    await soundManifest(folder, TEA);
    writeFileSync(join(folder, 'provenance.json'), statement.replace('kettle', 'cattle'));
    await expect(soundManifest(folder, TEA)).rejects.toThrow('provenance.json is missing or does not match');
  });

  it('finds nothing where nothing is', async () => {
    expect(await readManifest(folder)).toBeUndefined();
    expect(await readManifest(join(root, 'coffee'))).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['half of it', '{"component":'],
    ['a list', []],
    ['null', null],
    ['a number', 1],
    ['an object of something else', {}],
    ['artifacts that are no list', { ...manifest, artifacts: {} }],
    ['an artifact that is none', { ...manifest, artifacts: [null] }],
    ['an artifact without a file', { ...manifest, artifacts: [{ ...artifact, file: undefined }] }],
    ['an artifact somewhere else', { ...manifest, artifacts: [{ ...artifact, file: '../tea.txt' }] }],
    ['an artifact that is the folder', { ...manifest, artifacts: [{ ...artifact, file: '..' }] }],
    ['an artifact without a checksum', { ...manifest, artifacts: [{ ...artifact, sha256: 'x' }] }],
    ['an artifact without a size', { ...manifest, artifacts: [{ ...artifact, size: '4' }] }],
  ])('names a file with %s, and how it is made again', async (_, content) => {
    write(content);
    await expect(readManifest(folder)).rejects.toMatchObject({
      code: 'HK_MANIFEST_DAMAGED',
      message: expect.stringContaining(join(folder, 'manifest.json')),
      hint: expect.stringContaining('Build it again: npx nx run tea:build --skip-nx-cache'),
    });
  });

  it('names one that cannot be read', async () => {
    mkdirSync(join(folder, 'manifest.json'));
    await expect(readManifest(folder)).rejects.toMatchObject({ code: 'HK_FILE_ACCESS_FAILED' });
  });

  it('does not wait for what a pipe may say', async () => {
    execFileSync('mkfifo', [join(folder, 'manifest.json')]);
    await expect(readManifest(folder)).rejects.toMatchObject({ code: 'HK_FILE_ACCESS_FAILED' });
  });
});
