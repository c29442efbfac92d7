import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryAuthFailed } from '../errors';
import { temporaryFolder } from '../testing/temporary-folder';
import { allCredentials, credentialsFor } from './credentials';

const home = temporaryFolder();
const bin = temporaryFolder();
const place = { env: { PATH: `${bin.path}:${process.env.PATH}` }, home: home.path };

const configure = (config: object | string) =>
  home.write('.docker/config.json', typeof config === 'string' ? config : JSON.stringify(config));
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A credential helper that knows one registry. For others it fails and prints what it was asked for. */
function installHelper(name: string, registry: string, answer: string): void {
  const script = `#!/bin/sh
test "$1" = get || exit 9
read -r asked || true
if [ "$asked" = "${registry}" ]; then echo '${answer}'; else echo "credentials not found in native keychain"; exit 1; fi
`;
  bin.write(`docker-credential-${name}`, script, 0o755);
}

describe('credentialsFor', () => {
  it('finds none where docker was never configured', async () => {
    expect(await credentialsFor('docker.io', { env: {}, home: bin.path })).toBeUndefined();
  });

  it('finds what docker login wrote', async () => {
    configure({ auths: { 'registry.example': { auth: base64('pirate:a:b:c') } } });
    const found = { serveraddress: 'registry.example', username: 'pirate', password: 'a:b:c' };
    expect(await credentialsFor('registry.example', place)).toEqual(found);
    expect(await credentialsFor('registry.example:5000', place)).toBeUndefined();
  });

  it('finds Docker Hub under its old name, and names that are addresses', async () => {
    configure({
      auths: {
        'https://index.docker.io/v1/': { auth: base64('pirate:hub') },
        'https://registry.example/v2/': { auth: base64('pirate:address\0\0') },
      },
    });
    expect(await credentialsFor('docker.io', place)).toMatchObject({ password: 'hub' });
    expect(await credentialsFor('registry.example', place)).toMatchObject({ password: 'address' });
  });

  it('finds identity tokens', async () => {
    configure({ auths: { 'registry.example': { auth: base64('pirate:'), identitytoken: 'token' } } });
    expect(await credentialsFor('registry.example', place)).toEqual({
      serveraddress: 'registry.example',
      identitytoken: 'token',
    });
  });

  it('looks where DOCKER_CONFIG points', async () => {
    home.write('elsewhere/config.json', JSON.stringify({ auths: { r: { auth: base64('u:elsewhere') } } }));
    const env = { DOCKER_CONFIG: join(home.path, 'elsewhere') };
    expect(await credentialsFor('r', { env, home: home.path })).toMatchObject({ password: 'elsewhere' });
  });

  it('asks the store, and the helper of a registry before it', async () => {
    configure({ credsStore: 'store', credHelpers: { 'registry.example': 'special' } });
    installHelper('store', 'https://index.docker.io/v1/', '{"Username":"pirate","Secret":"stored"}');
    installHelper('special', 'registry.example', '{"Username":"<token>","Secret":"special"}');
    expect(await credentialsFor('docker.io', place)).toEqual({
      serveraddress: 'https://index.docker.io/v1/',
      username: 'pirate',
      password: 'stored',
    });
    expect(await credentialsFor('registry.example', place)).toMatchObject({ identitytoken: 'special' });
    expect(await credentialsFor('other.example', place)).toBeUndefined();
  });

  it.each([
    ['missing', undefined, 'is not installed'],
    ['failing', 'echo "the secret is swordfish" >&2; echo swordfish; exit 1', 'failed'],
    ['garbled', 'echo swordfish', 'cannot be read'],
  ])('tells of a helper that is %s, and nothing of what it says', async (name, script, reason) => {
    if (script !== undefined) bin.write(`docker-credential-${name}`, `#!/bin/sh\n${script}\n`, 0o755);
    configure({ credsStore: name });
    const error = (await credentialsFor('registry.example', place).catch(
      (thrown: unknown) => thrown,
    )) as RegistryAuthFailed;
    expect(error).toBeInstanceOf(RegistryAuthFailed);
    expect(error.message).toContain(reason);
    expect(`${error.stack} ${error.hint} ${String(error.cause)}`).not.toContain('swordfish');
  });

  it('runs nothing but helpers', async () => {
    const trace = join(home.path, 'trace');
    bin.write('docker-credential-x', `#!/bin/sh\ntouch ${trace}\n`, 0o755);
    for (const credsStore of ['../docker-credential-x', '-x', `x; touch ${trace}`]) {
      configure({ credsStore });
      await expect(credentialsFor('registry.example', place)).rejects.toThrow('not a plain name');
    }
    expect(existsSync(trace)).toBe(false);
  });

  it('tells of entries that cannot be read without quoting them', async () => {
    configure({ auths: { 'registry.example': { auth: base64('swordfish') } } });
    await expect(credentialsFor('registry.example', place)).rejects.toThrow('its entry in config.json cannot be read');
    configure('{"auths": "swordfish');
    const error: unknown = await credentialsFor('registry.example', place).catch((thrown: unknown) => thrown);
    expect(String((error as Error).message)).toMatch(/is not valid JSON$/);
  });
});

describe('allCredentials', () => {
  it('gathers what can be had', async () => {
    configure({
      auths: { a: { auth: base64('u:a') }, b: { auth: base64('broken') } },
      credHelpers: { c: 'nobody-has-this' },
    });
    expect(await allCredentials(place)).toEqual({ a: { serveraddress: 'a', username: 'u', password: 'a' } });
  });
});
