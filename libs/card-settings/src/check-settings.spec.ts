import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CardSettings } from './card-settings';
import { checkSettings, OF_THE_SYSTEM } from './check-settings';
import { LOOKALIKES } from './testing/lookalikes';

const FIELDS = join(__dirname, '..', '..', '..', 'components', 'root_fs', 'fields.json');

const ED25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMN63jLkKQ2Qz36R9IagRjN6DxgcL6lwXt1aXc0OpgCp davy@locker';

it.each<[string, CardSettings]>([
  ['nothing', {}],
  ...['a', '042', 'no', 'Black-Pearl', 'x'.repeat(63)].map(
    (hostname) => [hostname, { hostname }] as [string, CardSettings],
  ),
  ['an account', { account: { name: 'davy_1-x', password: 'ö "$\\', keys: [ED25519] } }],
  ['a key with options', { account: { keys: [`no-pty ${ED25519}`] } }],
  [
    'a key without a comment',
    {
      account: {
        keys: [
          'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBMDm/SUEE2CP/TZwFDE9RY6Dvd2vThBC9cqoi8xjADVexpWIfvRH2PW6R/c29qgX7Xy6oSFEC/Tam7DVCr4e3Ag=',
        ],
      },
    },
  ],
  [
    'a key of a token',
    {
      account: {
        keys: [
          'sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABHNzaDo= davy jones',
        ],
      },
    },
  ],
  ['a network', { wifi: { ssid: 'Käpt’n 🦜', password: '12345678', country: 'NO' } }],
  [
    '64 digits',
    { wifi: { ssid: 'x'.repeat(32), password: '0123456789abcdefABCDEF0123456789abcdefABCDEF0123456789abcdefABCD' } },
  ],
  ['a line', { configTxt: ['dtparam=i2c_arm=on', 'x'.repeat(98)] }],
  ['files', { files: { 'größe.txt': Buffer.alloc(0), 'user-data': Buffer.alloc(1) } }],
])('accepts %s', (_what, settings) => {
  expect(() => checkSettings(settings)).not.toThrow();
});

it.each(['b3BlbnNzaC1rZXktdjEAAAA', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAA'])(
  'what may be of a private key is not shown: %j',
  (key) => {
    const check = () => checkSettings({ account: { keys: [key] } });
    expect(check).toThrow('The SSH key is not a whole public key');
    expect(check).not.toThrow('b3Blb');
  },
);

it.each([[[ED25519.slice(0, 60), ED25519.slice(60)]], [[`${ED25519.slice(0, 60)}\n${ED25519.slice(60)}`]]])(
  'a key that is broken over two lines is recognized: %j',
  (keys) => {
    const hint = expect.stringContaining('It is broken over several lines. Write it in one.') as string;
    const check = () => checkSettings({ account: { keys } });
    expect(check).toThrow(expect.objectContaining({ code: 'HK_CARD_SETTING_INVALID', hint }) as Error);
  },
);

it('knows the accounts and groups of the system', () => {
  const { definitions } = JSON.parse(readFileSync(FIELDS, 'utf8')) as {
    definitions: { account: { not: { enum: string[] } } };
  };
  expect([...OF_THE_SYSTEM]).toEqual(definitions.account.not.enum);
});

it.each(LOOKALIKES)('the network may be called %s', (ssid) => {
  expect(() => checkSettings({ wifi: { ssid } })).not.toThrow();
});

it.each<[string, CardSettings]>([
  ...['', '-a', 'a-', 'a.b', 'a b', 'ä', 'a\n', 'x'.repeat(64)].map(
    (hostname) => ['The host name', { hostname }] as [string, CardSettings],
  ),
  ...['', '1a', 'Davy', 'a b', 'x'.repeat(33), 'root', 'docker', 'users', 'davy\n'].map(
    (name) => ['The account', { account: { name, password: 'x' } }] as [string, CardSettings],
  ),
  ...['', 'two\nlines', 'x'.repeat(257)].map(
    (password) => ['The password of the account', { account: { password } }] as [string, CardSettings],
  ),
  ...[
    '',
    'AAAA',
    'ssh-dss AAAAB3Nz',
    ED25519.replace('MN63', ''),
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    `${ED25519}\n${ED25519}`,
  ].map((key) => ['The SSH key', { account: { keys: [key] } }] as [string, CardSettings]),
  ...['', 'ö'.repeat(17), 'a\nb', '\u0085', '\u2028'].map(
    (ssid) => ['The name of the Wi-Fi network', { wifi: { ssid } }] as [string, CardSettings],
  ),
  ...['', 'seven77', 'with an ä', 'x'.repeat(64), 'two\nlines'].map(
    (password) => ['The Wi-Fi password', { wifi: { ssid: 'x', password } }] as [string, CardSettings],
  ),
  ...['', 'gb', 'GBR', 'G1', 'UK'].map(
    (country) => ['The country', { wifi: { ssid: 'x', country } }] as [string, CardSettings],
  ),
  ...['', 'a\nb', 'ä', 'x'.repeat(99)].map(
    (line) => ['The line for config.txt', { configTxt: [line] }] as [string, CardSettings],
  ),
  ...['', 'a/b', 'a:b', 'a\n', 'x'.repeat(256)].map(
    (name) => ['The file', { files: { [name]: Buffer.alloc(0) } }] as [string, CardSettings],
  ),
])('refuses: %s %j', (what, settings) => {
  expect(() => checkSettings(settings)).toThrow(what);
});

it('shows no password', () => {
  for (const settings of [{ account: { password: 'dead\nmen' } }, { wifi: { ssid: 'x', password: 'dead\nmen' } }])
    expect(() => checkSettings(settings)).toThrow(/^(?!.*dead).* is invalid$/);
});

it('files that are too large together are refused', () => {
  const files = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, { length: 100 * 1024 * 1024 } as Buffer]));
  expect(() => checkSettings({ files })).toThrow('takes more than 256 MB');
});
