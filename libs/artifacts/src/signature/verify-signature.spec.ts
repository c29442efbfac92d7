import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestKey } from '../testing/test-key';
import { parsePublicKey, publicKeyFrom } from './public-key';
import { verifySignature } from './verify-signature';

/* Made with minisign 0.12. verify-signature.int.spec.ts makes others with the minisign of Debian. */

const CONTENT = 'ahoy\n';
const KEY = 'RWROMQuI/SU4ETZnBZgZmWkLRoWFqbRsI2qL8mxUY7E/UBc+eAErChrm';
const OTHER_KEY = 'RWQ2eDNoV4xmvfCydmQzGDJEXpwffdZeW01gxMO05ZXWm4+riJVCyv/w';
const KEY_FILE = `untrusted comment: minisign public key 113825FD880B314E\n${KEY}\n`;
const PREHASHED = `untrusted comment: signature from minisign secret key
RUROMQuI/SU4Ea2y5vNO4eOHGHr1ayry8hhs7MLqWuUMRhiP1g1sxwZPQI37ZUTUfj47e3ePMQZ24PpIGbkO8zMwjnt8saF8UQQ=
trusted comment: Bütt 1
I1FluxywrzNiuJWP+31/Fp4z/z+theuvkbMYro/7Rxfgl6x5tLggdbGy4yI135/1BpAaXBw2GQYAQA80NpQKCA==
`;
/** By another key. */
const OTHER = `untrusted comment: signature from minisign secret key
RUQ2eDNoV4xmvQ2fTTkmqRfqEA7fzYiIupLvcgQ3UcD48jqlnW3XKzq94F5fGErahAd6m3lUlaFiQLG5xb9MZsOUZMiI9+Un/wE=
trusted comment: timestamp:1796019497	file:cargo.img	hashed
nNerDg9ScF/8pDMAVA5+eiaWnQAPzCkSo/jG4c2zcDeUIFXhv60fmwfNimdS0Bms6UA4iz8Z3i+FY/SnIdPaCw==
`;
/** Of `minisign -l`. */
const LEGACY = `untrusted comment: signature from minisign secret key
RWROMQuI/SU4EYHQB87EtQG8EFacRM/iVJd/A0l1RD/aQHGZeo3Sn9YXd/+df/+UCk/8PG84FYw3PVjVdp84IYhKaVDKfl9A2Q0=
trusted comment: timestamp:1796019497	file:cargo.img
VpQaCFH7P763trfD6bmybHj9oqnShZHGLsyAJVMEkyW09bsBEbFMWSaLRSvBd7eh5ASLYgyUMefrfSZCqrZnDw==
`;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signature-'));
  file = join(folder, 'cargo.img');
  writeFileSync(file, CONTENT);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Checks the file with the content of a signature file. */
function check(signature: string | Buffer, key = KEY): Promise<string> {
  writeFileSync(`${file}.minisig`, signature);
  return verifySignature(file, parsePublicKey(key, 'the key'));
}

const refused = (reason: string) => ({
  code: 'HK_SIGNATURE_INVALID',
  message: expect.stringContaining(reason) as unknown,
});

describe('verifySignature', () => {
  it.each([
    ['prehashed', PREHASHED, KEY, 'Bütt 1'],
    ['legacy', LEGACY, KEY, 'timestamp:1796019497\tfile:cargo.img'],
    ['with the ends of lines of Windows', PREHASHED.replaceAll('\n', '\r\n'), KEY, 'Bütt 1'],
    ['without a last end of line', PREHASHED.trimEnd(), KEY, 'Bütt 1'],
    ['with another untrusted comment', PREHASHED.replace('signature from', 'whatever'), KEY, 'Bütt 1'],
    ['of another key', OTHER, OTHER_KEY, 'timestamp:1796019497\tfile:cargo.img\thashed'],
  ])('accepts a signature, and tells its trusted comment: %s', async (_, signature, key, comment) => {
    expect(await check(signature, key)).toBe(comment);
  });

  it.each([
    ['prehashed', PREHASHED],
    ['legacy', LEGACY],
  ])('refuses other content: %s', async (_, signature) => {
    for (const content of ['', 'ahoy', 'ahoy\n\n', 'Ahoy\n']) {
      writeFileSync(file, content);
      await expect(check(signature)).rejects.toMatchObject(refused('it is not the file that was signed'));
    }
  });

  it.each([
    ['prehashed', PREHASHED],
    ['legacy', LEGACY],
  ])('refuses a change of any byte: %s', async (_, signature) => {
    const untrusted = signature.indexOf('\n') + 1;
    const bytes = Buffer.from(signature);
    for (let at = untrusted; at < bytes.length - 1; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      await expect(check(changed)).rejects.toMatchObject({ code: 'HK_SIGNATURE_INVALID' });
    }
  });

  it('says what is wrong', async () => {
    await expect(check(PREHASHED, OTHER_KEY)).rejects.toMatchObject(
      refused('it is signed with the key 113825FD880B314E, not with BD668C5768337836'),
    );
    // Another key with the same id, which is not secret.
    const forged = Buffer.from(OTHER_KEY, 'base64');
    Buffer.from(KEY, 'base64').copy(forged, 2, 2, 10);
    await expect(check(PREHASHED, forged.toString('base64'))).rejects.toMatchObject(refused('the trusted comment in'));
    await expect(check(PREHASHED.replace('Bütt 1', 'Bütt 2'))).rejects.toMatchObject(refused('the trusted comment in'));
    const [first, second, third] = PREHASHED.split('\n');
    for (const text of ['', 'ahoy', first!, [first, second].join('\n'), [first, second, third].join('\n'), KEY_FILE]) {
      await expect(check(text)).rejects.toMatchObject(refused('cargo.img.minisig is not a signature of minisign'));
    }
    rmSync(`${file}.minisig`);
    await expect(verifySignature(file, parsePublicKey(KEY, ''))).rejects.toMatchObject({
      code: 'HK_SIGNATURE_MISSING',
      message: expect.stringContaining(`${file}.minisig does not exist`) as unknown,
    });
  });

  it('refuses a comment of another file, and a prehashed signature that says it is a legacy one', async () => {
    const mixed = [...PREHASHED.split('\n').slice(0, 2), ...LEGACY.split('\n').slice(2)].join('\n');
    await expect(check(mixed)).rejects.toMatchObject(refused('the trusted comment in'));
    await expect(check(PREHASHED.replace('\nRUR', '\nRWR'))).rejects.toMatchObject(refused('it is not the file'));
    await expect(check(LEGACY.replace('\nRWR', '\nRUR'))).rejects.toMatchObject(refused('it is not the file'));
  });

  it('refuses a file that is too large for a legacy signature, before it is read', async () => {
    truncateSync(file, 2 ** 30 + 1);
    await expect(check(LEGACY)).rejects.toMatchObject(refused('its signature is of an old kind'));
  });

  it('tells the comment without what a terminal would obey', async () => {
    const key = new TestKey();
    expect(await check(key.signatureOf(CONTENT, 'from \u001b[2Jus'), key.publicKey)).toBe('from us');
  });
});

describe('publicKeyFrom', () => {
  it('takes the key itself, and a file with it', async () => {
    writeFileSync(join(folder, 'minisign.pub'), KEY_FILE);
    writeFileSync(join(folder, 'bare'), KEY);
    for (const given of [KEY, join(folder, 'minisign.pub')]) expect((await publicKeyFrom(given)).text).toBe(KEY);
    for (const given of ['minisign.pub', 'bare']) expect((await publicKeyFrom(given, folder)).text).toBe(KEY);
  });

  it.each([
    ['a file that is missing', undefined, 'neither a key nor a file that can be read: it does not exist'],
    ['a file with something else', 'ahoy\n', 'it is not a public key of minisign'],
    ['an empty file', '', 'it is not a public key of minisign'],
    ['two keys', `${KEY}\n${OTHER_KEY}\n`, 'it is not a public key of minisign'],
    ['a key of another kind', KEY.replace('RW', 'RU'), 'it is not a public key of minisign'],
    ['a secret key', 'untrusted comment: minisign encrypted secret key\nRWQAAEIyAAAA\n', 'it is a secret key'],
  ])('refuses %s', async (_, content, reason) => {
    if (content !== undefined) writeFileSync(join(folder, 'key'), content);
    const refusal = { code: 'HK_PUBLIC_KEY_INVALID', message: expect.stringContaining(reason) as unknown };
    await expect(publicKeyFrom('key', folder)).rejects.toMatchObject(refusal);
  });

  it('refuses an option without a value', async () => {
    await expect(publicKeyFrom('', folder)).rejects.toThrow('The public key "" cannot be used: it is empty.');
  });
});
