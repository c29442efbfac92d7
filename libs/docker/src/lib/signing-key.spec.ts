import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSigningKey } from './signing-key';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'hypriotkit-key-'))));
afterEach(() => rmSync(root, { recursive: true }));

/** A key as minisign writes it, with zeros for what is secret. */
function write({
  encryption = '\0\0',
  comment = 'untrusted comment: minisign encrypted secret key',
  bytes = 158,
} = {}) {
  const key = Buffer.alloc(bytes);
  key.write(`Ed${encryption}B2`, 'latin1');
  const text = `${comment}\n${key.toString('base64')}\n`;
  writeFileSync(join(root, 'my.key'), text);
  return text;
}

describe('readSigningKey', () => {
  it('reads a key, and its password from a variable', async () => {
    const env = { HYPRIOTKIT_SIGNING_PASSWORD: 'rum' };
    const text = write();
    expect(await readSigningKey('my.key', root, {})).toEqual({ path: 'my.key', text, password: '' });
    expect(await readSigningKey('my.key', root, env)).toMatchObject({ password: '' });
    const encrypted = write({ encryption: 'Sc' });
    expect(await readSigningKey(join(root, 'my.key'), '/', env)).toMatchObject({ text: encrypted, password: 'rum' });
  });

  it.each<[string, object | string, NodeJS.ProcessEnv, string]>([
    ['with a password that is not given', { encryption: 'Sc' }, {}, 'HYPRIOTKIT_SIGNING_PASSWORD is not set'],
    ['with an empty password', { encryption: 'Sc' }, { HYPRIOTKIT_SIGNING_PASSWORD: '' }, 'is not set'],
    ['with lines for a password', { encryption: 'Sc' }, { HYPRIOTKIT_SIGNING_PASSWORD: 'a\nb' }, 'has several lines'],
    ['that is too short', { bytes: 157 }, {}, 'it is not a secret key of minisign'],
    ['without a comment', { comment: 'RW' }, {}, 'it is not a secret key of minisign'],
    [
      'that is a public one',
      'untrusted comment: minisign public key\nRWROMQuI/SU4ETZnBZgZmWkLRoWFqbRsI2qL8mxUY7E/UBc+eAErChrm\n',
      {},
      'it is not a secret key of minisign',
    ],
    ['of SSH', '-----BEGIN OPENSSH PRIVATE KEY-----\n', {}, 'it is not a secret key of minisign'],
    ['that is empty', '', {}, 'it is not a secret key of minisign'],
  ])('refuses a key %s', async (_, content, env, reason) => {
    if (typeof content === 'string') writeFileSync(join(root, 'my.key'), content);
    else write(content);
    await expect(readSigningKey('my.key', root, env)).rejects.toMatchObject({
      code: 'HK_SIGNING_KEY_INVALID',
      message: expect.stringContaining(reason) as unknown,
    });
  });

  it('refuses a file that is missing, and no name of one', async () => {
    await expect(readSigningKey('no.key', root, {})).rejects.toThrow(
      'The key no.key cannot be used to sign: it does not exist.',
    );
    for (const none of [undefined, '']) {
      await expect(readSigningKey(none, root, {})).rejects.toMatchObject({
        code: 'HK_SIGNING_KEY_INVALID',
        message: 'It is not said which key to sign with.',
      });
    }
  });
});
