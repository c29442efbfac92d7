import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsFrom } from './given-settings';

const folder = mkdtempSync(join(tmpdir(), 'given-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

it('nothing given is nothing set', async () => {
  expect(await settingsFrom({}, {})).toEqual({});
  expect(await settingsFrom({}, { HYPRIOTKIT_WIFI_PASSWORD: 'dead men', HYPRIOTKIT_ACCOUNT_PASSWORD: '' })).toEqual({});
});

it('takes words as they are', async () => {
  const given = { hostname: '042', ssid: 'no', password: 'dead men', country: 'NO', hidden: true, configTxt: ['a=b'] };
  expect(await settingsFrom(given, {})).toEqual({
    hostname: '042',
    wifi: { ssid: 'no', password: 'dead men', country: 'NO', hidden: true },
    configTxt: ['a=b'],
  });
});

it('takes passwords from the environment', async () => {
  const env = { HYPRIOTKIT_ACCOUNT_PASSWORD: 'locker', HYPRIOTKIT_WIFI_PASSWORD: 'dead men' };
  expect(await settingsFrom({ account: 'davy', ssid: 'quay' }, env)).toEqual({
    account: { name: 'davy', password: 'locker' },
    wifi: { ssid: 'quay', password: 'dead men' },
  });
  expect(await settingsFrom({}, env)).toEqual({ account: { password: 'locker' } });
  expect(await settingsFrom({ ssid: 'quay', password: 'no men!!' }, env)).toMatchObject({
    wifi: { password: 'no men!!' },
  });
});

it('reads keys from files as authorized_keys', async () => {
  const one = file('one.pub', 'ssh-ed25519 AAAA1 davy\n');
  const others = file('others', '# mine\r\n\r\nssh-rsa AAAA2\r\nssh-rsa AAAA3');
  expect(await settingsFrom({ sshKey: [one, others] }, {})).toEqual({
    account: { keys: ['ssh-ed25519 AAAA1 davy', 'ssh-rsa AAAA2', 'ssh-rsa AAAA3'] },
  });
});

it('a file without a key is a mistake', async () => {
  const empty = file('empty.pub', '# none\n');
  await expect(settingsFrom({ sshKey: [empty] }, {})).rejects.toThrow(`${empty} has no key`);
});

it('files get the names that they have on the card', async () => {
  const path = file('mine', 'x');
  const content = Buffer.from('x');
  const given = { userdata: path, metadata: path, networkConfig: path, bootconf: path, file: [path] };
  expect(await settingsFrom(given, {})).toEqual({
    files: {
      'user-data': content,
      'meta-data': content,
      'network-config': content,
      'config.txt': content,
      mine: content,
    },
  });
});

it('two files of one name are a mistake', async () => {
  const path = file('user-data', 'x');
  for (const given of [{ userdata: path, file: [path] }, { file: [path, join(folder, '.', 'USER-DATA')] }])
    await expect(settingsFrom(given, {})).rejects.toMatchObject({ code: 'HK_CARD_SETTING_INVALID' });
});

it.each([{ password: 'dead men' }, { country: 'NO' }, { hidden: true }])('%j needs a network', async (given) => {
  await expect(settingsFrom(given, {})).rejects.toMatchObject({
    code: 'HK_CARD_SETTING_INVALID',
    hint: expect.stringContaining('--ssid'),
  });
});

it('a file that is missing is named', async () => {
  const path = join(folder, 'nowhere');
  await expect(settingsFrom({ userdata: path }, {})).rejects.toMatchObject({ message: expect.stringContaining(path) });
});

it('a file of 10 MB is taken as it is, and one without end is refused', async () => {
  const path = join(folder, 'large');
  const content = randomBytes(10 * 1024 * 1024);
  writeFileSync(path, content);
  const { files } = await settingsFrom({ file: [path] }, {});
  expect(files?.['large']?.equals(content)).toBe(true);
  await expect(settingsFrom({ userdata: '/dev/zero' }, {})).rejects.toMatchObject({
    code: 'HK_CARD_SETTING_INVALID',
    message: 'The file /dev/zero takes more than 256 MB',
  });
});
