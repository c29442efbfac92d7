import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SettingDeclaration } from '../executors/run/schema';
import { givenSettings, resolveSettings, secretSettings } from './run-settings';

const settings: Record<string, SettingDeclaration> = {
  user_data: { description: 'What the system is told at its first boot.', file: true },
  expectations: { description: 'More of them.', file: true, default: 'expectations.yaml', optional: true },
  host: { description: 'A board.', address: true },
  megabytes: { description: 'Size.', default: '64', pattern: '^[0-9]*$', patternErrorMessage: 'expected a number' },
  public_key: { description: 'Key.', keyOf: 'sd-image' },
  token: { description: 'Secret.', secret: true, pattern: '^[a-z]+$' },
};

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'hypriotkit-settings-'))));
afterEach(() => rmSync(root, { recursive: true }));

const given = (options: object, ...words: string[]) => givenSettings({ settings, ...options }, words);
const resolve = (values: Record<string, string>) => resolveSettings({ settings, workspace: '/work' }, values, root);
const valueOf = async (name: string, value: string) => (await resolve({ [name]: value })).values[`setting:${name}`];

describe('givenSettings', () => {
  it('takes what is declared, as it was written', () => {
    const options = { builder: 'x', verbosity: 'debug', host: 'pi', megabytes: 64, token: true, __overrides__: [] };
    expect(given(options, '--megabytes=064', '--token')).toEqual({ host: 'pi', megabytes: '064', token: '' });
    expect(given({})).toEqual({});
  });

  it('names what is not declared, what was meant, and what there is', () => {
    expect(() => given({ 'user-data': 'x' })).toThrow(
      '--user-data is not a setting of this target; did you mean "user_data"?',
    );
    expect(() => given({ timeoutsecond: 7 })).toThrow('did you mean "timeoutSeconds"?');
    const error = () => given({ colour: 'blue' });
    expect(error).toThrow(expect.objectContaining({ code: 'HK_SETTING_INVALID' }) as Error);
    expect(error).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--host: A board.') as string }) as Error,
    );
    expect(() => givenSettings({ colour: 'blue' }, [])).toThrow(
      expect.objectContaining({ hint: 'It has no settings.' }) as Error,
    );
  });
});

describe('resolveSettings', () => {
  it('has a value for each, by default what is declared, or nothing', async () => {
    expect(await resolve({})).toEqual({
      values: {
        'setting:user_data': '',
        'setting:expectations': '',
        'setting:host': '',
        'setting:megabytes': '64',
        'setting:token': '',
        'setting:public_key': '',
      },
      files: [],
      keys: [],
    });
    expect(await valueOf('megabytes', '')).toBe('');
  });

  it('puts files into the container, that of a default only where it is there', async () => {
    writeFileSync(join(root, 'expectations.yaml'), '');
    const { values, files } = await resolve({ user_data: 'my/data.yaml' });
    expect(values).toMatchObject({
      'setting:user_data': '/work/settings/user_data/data.yaml',
      'setting:expectations': '/work/settings/expectations/expectations.yaml',
    });
    expect(files).toMatchObject([
      { name: '--user_data', path: 'my/data.yaml', source: join(root, 'my/data.yaml'), folder: 'settings/user_data' },
      { name: '--expectations', source: join(root, 'expectations.yaml'), folder: 'settings/expectations' },
    ]);
    expect((await resolve({ expectations: 'mine.yaml' })).files).toMatchObject([{ path: 'mine.yaml' }]);
  });

  it('takes a public key, or its file, for the input that has to be signed with it', async () => {
    const key = 'RWROMQuI/SU4ETZnBZgZmWkLRoWFqbRsI2qL8mxUY7E/UBc+eAErChrm';
    writeFileSync(join(root, 'minisign.pub'), `untrusted comment: minisign public key\n${key}\n`);
    for (const given of [key, 'minisign.pub']) {
      const { values, keys } = await resolve({ public_key: given });
      expect(values).toMatchObject({ 'setting:public_key': key });
      expect(keys).toMatchObject([{ role: 'sd-image', key: { text: key } }]);
    }
    await expect(resolve({ public_key: 'nowhere.pub' })).rejects.toMatchObject({ code: 'HK_PUBLIC_KEY_INVALID' });
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:2222', '192.0.2.7:2222'],
    ['2001:db8::7', '2001:db8::7'],
    ['[2001:db8::7]:22', '[2001:db8::7]:22'],
    ['[2001:db8::7]', '2001:db8::7'],
  ])('takes the address %s as %s', async (host, value) => expect(await valueOf('host', host)).toBe(value));

  it('resolves the name of a host, and keeps the port', async () => {
    const own = Object.values(networkInterfaces()).flatMap((all) => all!.map(({ address }) => address));
    const outcome = await valueOf('host', `${hostname()}:22`).catch((error: Error) => error.message);
    // On some machines the host name resolves to a loopback address.
    if (outcome!.includes('which means this machine')) return;
    expect(own).toContain(outcome!.replace(/:22$/, ''));
  });

  it.each([
    ['localhost:2222', /"localhost:2222", which means this machine/],
    ['127.0.0.1', /which means this machine/],
    ['[::1]:22', /which means this machine/],
    ['no-such-host.invalid', /names the host "no-such-host\.invalid", which this machine cannot resolve/],
    ['pirate@board', /expected HOST or HOST:PORT/],
    ['board:99999', /expected HOST or HOST:PORT/],
    ['board:0', /expected HOST or HOST:PORT/],
    ['--proxy', /cannot resolve|expected HOST/],
  ])('refuses the address %s', async (host, message) => {
    await expect(resolve({ host })).rejects.toMatchObject({
      code: 'HK_SETTING_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('names a value that does not match, but no secret', async () => {
    await expect(resolve({ megabytes: '64k' })).rejects.toThrow('--megabytes is "64k"; expected a number');
    await expect(resolve({ token: 'S3cret' })).rejects.toThrow(/^--token is invalid; expected/);
    expect(secretSettings(settings, { token: 'locker', host: 'pi' })).toEqual(['locker']);
  });
});
