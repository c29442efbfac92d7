import { buffer } from 'node:stream/consumers';
import { PassThrough, Readable } from 'node:stream';
import { TransferFailed } from '../errors';
import { temporaryFolder } from '../testing/temporary-folder';
import type { TarItem } from './pack';
import { packItems } from './pack';
import { readArchive } from './read-archive';

const folder = temporaryFolder();
const MTIME = new Date(1_000_000_000_000);

const twoFiles = (): TarItem[] => [
  { header: { name: 'folder/', type: 'directory' } },
  { header: { name: 'first', mtime: MTIME }, file: folder.write('first', 'a'.repeat(5000)) },
  { header: { name: 'empty', mtime: MTIME }, file: folder.write('empty', '') },
  { header: { name: 'last', mtime: MTIME, mode: 0o755 }, file: folder.write('last', 'z'.repeat(70_000)) },
];

async function contentsOf(archive: Readable): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  await readArchive(archive, 'Reading', ({ name, type }) =>
    type === 'file' ? async (content) => void (contents[name] = (await buffer(content)).toString()) : undefined,
  );
  return contents;
}

describe('packItems and readArchive', () => {
  it('are each other’s reverse', async () => {
    const contents = await contentsOf(packItems(twoFiles()));
    expect(Object.keys(contents)).toEqual(['first', 'empty', 'last']);
    expect(contents.first).toBe('a'.repeat(5000));
    expect(contents.empty).toBe('');
    expect(contents.last).toHaveLength(70_000);
  });

  it('skip what nobody wants', async () => {
    const seen: string[] = [];
    await readArchive(packItems(twoFiles()), 'Reading', ({ name }) => void seen.push(name));
    expect(seen).toEqual(['folder/', 'first', 'empty', 'last']);
  });

  it('fail where a file cannot be read', async () => {
    const archive = packItems([{ header: { name: 'gone' }, file: '/no/such/file' }]);
    await expect(buffer(archive)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('readArchive', () => {
  it('takes headers without the mark of a format, as Nx writes some', async () => {
    const bytes = await buffer(packItems(twoFiles().slice(1, 2)));
    bytes.fill(0, 257, 265);
    bytes.write('        ', 148);
    const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    expect(Object.keys(await contentsOf(Readable.from([bytes])))).toEqual(['first']);
  });

  it.each([100, 600, 3000, 30_000])('notices an archive that breaks off after %d bytes', async (length) => {
    const bytes = (await buffer(packItems(twoFiles()))).subarray(0, length);
    await expect(contentsOf(Readable.from([bytes]))).rejects.toThrow(TransferFailed);
  });

  it('notices a connection that breaks', async () => {
    const bytes = (await buffer(packItems(twoFiles()))).subarray(0, 3000);
    const archive = new PassThrough();
    archive.write(bytes);
    setTimeout(() => archive.destroy(new Error('aborted')), 20);
    await expect(contentsOf(archive)).rejects.toThrow('Reading failed: the archive ended early (aborted)');
  });

  it('notices what is no archive', async () => {
    await expect(contentsOf(Readable.from([Buffer.alloc(1024, 'x')]))).rejects.toThrow(TransferFailed);
  });

  it("ends the archive with the visitor's own error", async () => {
    const archive = packItems(twoFiles());
    const reading = readArchive(archive, 'Reading', () => () => Promise.reject(new RangeError('full')));
    await expect(reading).rejects.toThrow(new RangeError('full'));
    expect(archive.destroyed).toBe(true);
    const visiting = readArchive(packItems(twoFiles()), 'Reading', () => {
      throw new RangeError('unwanted');
    });
    await expect(visiting).rejects.toThrow('unwanted');
  });

  it('does not take a content that was not read for a success', async () => {
    const reading = readArchive(packItems(twoFiles()), 'Reading', ({ name }) =>
      name === 'last' ? () => Promise.resolve() : undefined,
    );
    await expect(reading).rejects.toThrow(TransferFailed);
  });
});
