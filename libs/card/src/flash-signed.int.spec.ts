import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TestKey } from '../../artifacts/src/testing/test-key';
import { flash, type FlashOptions } from './flash';
import { blockMapOf } from './testing/block-map';
import { cardBench } from './testing/card-bench';
import type { LoopDevice } from './testing/loop-device';

const { folder, image, diskOf, flashing, hasImage, isUntouched } = cardBench();

describe('with a public key', () => {
  const key = new TestKey();
  const signature = `${image}.minisig`;
  const elsewhere = join(folder, 'signed');
  let disk: LoopDevice;
  let asked: jest.Mock<Promise<string>>;
  let said: string[];
  beforeEach(() => {
    disk = diskOf(64);
    asked = jest.fn(() => Promise.resolve(disk.device));
    said = [];
    mkdirSync(elsewhere);
    key.sign(image);
  });
  afterEach(() => {
    rmSync(elsewhere, { recursive: true });
    for (const file of [signature, `${image}.bmap`, `${image}.bmap.minisig`]) rmSync(file, { force: true });
  });
  const say = (text: string) => void said.push(text);
  const flashSigned = (own: Partial<FlashOptions> = {}) =>
    flash(
      flashing(disk, {
        publicKey: key.publicKey,
        disk: asked,
        log: { step: say, detail: say, warn: (text) => say(`warning: ${text}`) },
        ...own,
      }),
    );

  it('writes the image that it has signed, and says so', async () => {
    await flashSigned();
    expect(hasImage(disk)).toBe(true);
    expect(said).toContain(`Signed with the key ${key.publicKey}: file:${basename(image)}`);
  });

  it('takes the key from a file, and the signature from another folder', async () => {
    writeFileSync(join(elsewhere, 'minisign.pub'), `untrusted comment: minisign public key\n${key.publicKey}\n`);
    rmSync(signature);
    key.sign(image, join(elsewhere, `${basename(image)}.minisig`));
    await flashSigned({ publicKey: join(elsewhere, 'minisign.pub'), signatures: elsewhere });
    expect(hasImage(disk)).toBe(true);
  });

  it.each<[string, () => void, string]>([
    ['has no signature', () => rmSync(signature), 'HK_SIGNATURE_MISSING'],
    ['is signed with another key', () => new TestKey().sign(image), 'HK_SIGNATURE_INVALID'],
    ['has the signature of another image', () => key.sign(__filename, signature), 'HK_SIGNATURE_INVALID'],
    ['has something else for a signature', () => writeFileSync(signature, 'ahoy'), 'HK_SIGNATURE_INVALID'],
  ])('writes nothing if the image %s, and asks for no disk', async (_, spoil, code) => {
    spoil();
    await expect(flashSigned()).rejects.toMatchObject({ code });
    expect(asked).not.toHaveBeenCalled();
    expect(isUntouched(disk)).toBe(true);
  });

  it('refuses what is not a key before it downloads anything', async () => {
    for (const publicKey of ['', 'nowhere.pub', key.publicKey.slice(1)]) {
      const own = { publicKey, image: 'http://127.0.0.1:9/small.img' };
      await expect(flashSigned(own)).rejects.toMatchObject({ code: 'HK_PUBLIC_KEY_INVALID' });
    }
  });

  it('skips nothing by a block map that is not signed, and what one says that is', async () => {
    const free: [number, number][] = [
      [0, 2559],
      [4096, 10239],
    ];
    writeFileSync(`${image}.bmap`, blockMapOf(image, free));
    await flashSigned();
    expect(said.join('\n')).toMatch(
      /warning: .*\.bmap is not used: .*has no signature.*does not exist\. All of the image/,
    );
    expect(said.join('\n')).not.toContain('Skipping');
    expect(hasImage(disk)).toBe(true);
    key.sign(`${image}.bmap`);
    await flashSigned();
    expect(said.join('\n')).toContain('Skipping');
  });
});
