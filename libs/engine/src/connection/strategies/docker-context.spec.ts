import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { temporaryFolder } from '../../testing/temporary-folder';
import { dockerContext } from './docker-context';

const home = temporaryFolder();
const idOf = (name: string) => createHash('sha256').update(name).digest('hex');
const world = (env: NodeJS.ProcessEnv = {}) => ({ host: undefined, env, platform: 'linux' as const, home: home.path });

function addContext(name: string, docker: object): void {
  home.write(`.docker/contexts/meta/${idOf(name)}/meta.json`, JSON.stringify({ Name: name, Endpoints: { docker } }));
}

describe('dockerContext', () => {
  it('names nothing where docker was never configured', async () => {
    expect(await dockerContext(world())).toEqual([]);
  });

  it('names nothing for the context default', async () => {
    home.write('.docker/config.json', '{"currentContext":"default"}');
    expect(await dockerContext(world())).toEqual([]);
  });

  it('names the engine of the current context', async () => {
    home.write('.docker/config.json', '{"currentContext":"work"}');
    addContext('work', { Host: 'ssh://pi@work' });
    expect(await dockerContext(world())).toEqual([
      { foundBy: 'docker context work', address: 'ssh://pi@work', decisive: false },
    ]);
  });

  it('lets DOCKER_CONTEXT choose another, decisively, with its certificates', async () => {
    addContext('secure', { Host: 'tcp://secure:2376', SkipTLSVerify: false });
    home.write(`.docker/contexts/tls/${idOf('secure')}/docker/ca.pem`, 'a certificate');
    const folder = join(home.path, '.docker/contexts/tls', idOf('secure'), 'docker');
    expect(await dockerContext(world({ DOCKER_CONTEXT: 'secure' }))).toEqual([
      { foundBy: 'docker context secure', address: 'tcp://secure:2376', decisive: true, tls: { folder, verify: true } },
    ]);
  });

  it('says so if the context is not there, or names no engine', async () => {
    addContext('kubernetes', {});
    expect(await dockerContext(world({ DOCKER_CONTEXT: 'gone' }))).toMatchObject([
      { decisive: true, problem: expect.stringContaining('no such context') as string },
    ]);
    expect(await dockerContext(world({ DOCKER_CONTEXT: 'kubernetes' }))).toMatchObject([
      { problem: 'the context names no Docker engine' },
    ]);
  });

  it('says so if config.json is damaged, without quoting it', async () => {
    home.write('.docker/config.json', '{"auths": secret');
    const [candidate] = await dockerContext(world());
    expect(candidate?.problem).toMatch(/config\.json is not valid JSON$/);
    expect(candidate?.decisive).toBe(false);
  });

  it('does not wait for what a pipe in the place of config.json may say', async () => {
    home.write('piped/other', '');
    execFileSync('mkfifo', [join(home.path, 'piped/config.json')]);
    const [candidate] = await dockerContext(world({ DOCKER_CONFIG: join(home.path, 'piped') }));
    expect(candidate?.problem).toMatch(/config\.json cannot be read: it is a pipe, a socket or a device/);
  });
});
