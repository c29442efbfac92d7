import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packed, ZEROS } from '../testing/packed';
import { findImage } from './find-image';
import { checkImage } from './read-image';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'find-image-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: Buffer | string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const refused = async (place: string, reason: string) =>
  expect(findImage(place)).rejects.toMatchObject({
    code: 'HK_CARD_IMAGE_INVALID',
    message: expect.stringContaining(reason),
    hint: expect.stringContaining('Nothing has been written.'),
  });
const sizes = async (...parts: Buffer[]) => (await findImage(file('x.img.zst', Buffer.concat(parts)))).size;

describe('the size of the content', () => {
  it.each([
    ['blocks.img.xz', 'xz'],
    ['one.img.xz', 'xz'],
    ['sized.img.zst', 'zst'],
    ['one.zip', 'zip'],
    ['folder.zip', 'zip'],
  ] as const)('is read from %s', async (name, format) => {
    const path = file(name, packed(name));
    expect(await findImage(path)).toEqual({ path, format, size: ZEROS, fileSize: packed(name).length });
  });

  it('is that of a file that is not packed', async () => {
    const path = file('raw.img', Buffer.alloc(1000));
    expect(await findImage(path)).toEqual({ path, format: 'raw', size: 1000, fileSize: 1000 });
  });

  it('is unknown where the file does not say it', async () => {
    for (const [name, content] of [
      ['x.img.zst', packed('unsized.img.zst')],
      ['x.img.xz', Buffer.concat([packed('one.img.xz'), packed('one.img.xz')])],
    ] as const)
      expect(await findImage(file(name, content))).not.toHaveProperty('size');
  });

  it('is the sum of the frames of zstd', async () => {
    const frame = packed('sized.img.zst');
    const skipped = Buffer.concat([Buffer.from('502a4d1804000000', 'hex'), Buffer.alloc(4)]);
    expect(await sizes(frame, frame)).toBe(2 * ZEROS);
    expect(await sizes(skipped, frame, skipped, frame)).toBe(2 * ZEROS);
    expect(await sizes(frame, packed('unsized.img.zst'))).toBeUndefined();
  });

  it.each([
    [200, 'KLUv/STITQAAEAAAAQBDCmABT3XqAA=='],
    [1000, 'KLUv/WToAk0AABAAAAEA4yuABVoHRHk='],
  ])('may take one byte or two in the header of zstd: %d', async (size, base64) => {
    expect(await sizes(Buffer.from(base64, 'base64'))).toBe(size);
  });
});

describe('refuses', () => {
  it.each(['x.iso', 'x', 'x.img.gz', 'x.xz', 'x.img.sha256'])('a name that says something else: %s', async (name) => {
    await refused(file(name, 'x'), 'its name does not say what it is');
  });

  it.each(['x.img', 'x.img.zip', 'x.zip', 'x.img.xz', 'x.img.zst'])('an empty file: %s', async (name) => {
    await refused(file(name, ''), 'it is empty');
  });

  it.each([
    ['x.zip', 'it is not a zip archive'],
    ['x.img.xz', 'it is not an .xz file'],
    ['x.img.zst', 'it is not a .zst file'],
  ])('content that is not what the name says: %s', async (name, reason) => {
    for (const content of ['x', 'x'.repeat(100), Buffer.alloc(100)]) await refused(file(name, content), reason);
  });

  it.each([
    ['one.zip', 'it is not a zip archive, or is damaged'],
    ['blocks.img.xz', 'its end is missing'],
    ['sized.img.zst', 'its end is missing'],
    ['unsized.img.zst', 'its end is missing'],
  ] as const)('one that is cut off, wherever: %s', async (name, reason) => {
    const whole = packed(name);
    for (const length of [whole.length >> 1, whole.length - 1])
      await refused(file(name, whole.subarray(0, length)), reason);
  });

  it('the footer of an .xz file whose index cannot be there', async () => {
    const footer = Buffer.from('00000000ffffffff0004595a', 'hex');
    await refused(file('x.img.xz', Buffer.concat([Buffer.alloc(50), footer])), 'it is not an .xz file');
  });

  it.each([
    ['two.zip', 'it has 2 files'],
    ['encrypted.zip', 'it is encrypted'],
  ] as const)('%s', async (name, reason) => refused(file(name, packed(name)), reason));

  it('a zip that is packed in another way', async () => {
    const zip = packed('one.zip');
    // Deflate64, in the list of files.
    zip.writeUInt16LE(9, zip.indexOf(Buffer.from('504b0102', 'hex')) + 10);
    await refused(file('x.zip', zip), 'it is not packed with Deflate');
  });

  it('what is not a file, or not there', async () => {
    await refused('/dev/null', 'it is not a regular file');
    await refused(join(folder, 'nowhere.img'), 'it does not exist');
  });
});

describe('in the folder of a build', () => {
  const manifest = (...files: string[]) => ({
    component: 'rpi_sd_image',
    builder: {},
    artifacts: files.map((name) => ({ role: 'sd-image', file: name, size: 1, sha256: '0'.repeat(64) })),
  });

  it('is the image that is read fastest', async () => {
    file('manifest.json', JSON.stringify(manifest('a.img.xz', 'a.img.zst')));
    const path = file('a.img.zst', packed('sized.img.zst'));
    file('a.img.xz', packed('one.img.xz'));
    expect(await findImage(folder)).toMatchObject({ path, format: 'zst' });
  });

  it('is found in that of a delivery, too', async () => {
    const components = [{ ...manifest(), component: 'root_fs' }, manifest('a.img.zst')];
    file('manifest.json', JSON.stringify({ components }));
    const path = file('a.img.zst', packed('sized.img.zst'));
    expect(await findImage(folder)).toMatchObject({ path });
  });

  it('is not found without a manifest, or if the manifest lists no image', async () => {
    file('a.img', 'x');
    await refused(folder, 'the folder has no image of a card');
    file('manifest.json', JSON.stringify(manifest()));
    await refused(folder, 'the folder has no image of a card');
  });

  it('may be missing, which is said', async () => {
    file('manifest.json', JSON.stringify(manifest('a.img')));
    await refused(folder, 'a.img cannot be used: it does not exist');
    mkdirSync(join(folder, 'a.img'));
    await refused(folder, 'it is not a regular file');
  });
});

describe('the checksum beside it', () => {
  const SHA256 = '6b225d9dd9e5d3aaf5803253d14db672a8092dff7cfcd7dd80242fc24b9313b3';

  it('is that of the file', async () => {
    const path = file('one.zip', packed('one.zip'));
    file('one.zip.sha256', `${SHA256}  one.zip\n`);
    const image = await findImage(path);
    expect(image.sha256).toBe(SHA256);
    await expect(checkImage(image)).resolves.toBeUndefined();
  });

  it('may be another one, and is then a reason not to write', async () => {
    const path = file('one.zip', packed('one.zip'));
    file('one.zip.sha256', `${'0'.repeat(64)}  one.zip\n`);
    await expect(checkImage(await findImage(path))).rejects.toMatchObject({
      code: 'HK_CARD_IMAGE_INVALID',
      message: expect.stringContaining('it does not match one.zip.sha256'),
    });
  });

  it('has to be readable', async () => {
    const path = file('one.zip', packed('one.zip'));
    file('one.zip.sha256', '<html>\n');
    await expect(findImage(path)).rejects.toMatchObject({ code: 'HK_CHECKSUM_UNREADABLE' });
  });

  it('is not read if it is too large to be one', async () => {
    const path = file('one.zip', packed('one.zip'));
    truncateSync(file('one.zip.sha256', ''), 64_000_001);
    await expect(findImage(path)).rejects.toMatchObject({
      code: 'HK_FILE_ACCESS_FAILED',
      message: expect.stringContaining('one.zip.sha256: it is larger than 64 MB') as string,
    });
  });

  it('need not be there', async () => {
    await expect(checkImage(await findImage(file('one.zip', packed('one.zip'))))).resolves.toBeUndefined();
  });
});
