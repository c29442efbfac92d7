import { dockerHost } from './docker-host';
import { explicitOption } from './named-engine';

const world = (env: NodeJS.ProcessEnv, host?: string) => ({ host, env, platform: 'linux' as const, home: '/home/pi' });

describe('dockerHost', () => {
  it('names nothing unless DOCKER_HOST is set', async () => {
    expect(await dockerHost(world({}))).toEqual([]);
    expect(await dockerHost(world({ DOCKER_HOST: '' }))).toEqual([]);
  });

  it('names its address, which is decisive', async () => {
    expect(await dockerHost(world({ DOCKER_HOST: 'tcp://build:2375' }))).toEqual([
      { foundBy: 'DOCKER_HOST', address: 'tcp://build:2375', decisive: true },
    ]);
  });

  it.each([
    [{ DOCKER_TLS_VERIFY: '1' }, { folder: '/home/pi/.docker', verify: true }],
    [
      { DOCKER_TLS_VERIFY: '1', DOCKER_CONFIG: '/etc/dock' },
      { folder: '/etc/dock', verify: true },
    ],
    [
      { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' },
      { folder: '/certs', verify: true },
    ],
    [
      { DOCKER_TLS: '1', DOCKER_CERT_PATH: '/certs' },
      { folder: '/certs', verify: false },
    ],
    [{ DOCKER_CERT_PATH: '/certs' }, undefined],
  ])('understands TLS of %j', async (env, tls) => {
    expect((await dockerHost(world({ DOCKER_HOST: 'tcp://build', ...env })))[0]?.tls).toEqual(tls);
  });
});

describe('explicitOption', () => {
  it('names the address that the caller gave, which is decisive', async () => {
    expect(await explicitOption(world({}))).toEqual([]);
    expect(await explicitOption(world({}, 'unix:///a.sock'))).toEqual([
      { foundBy: 'the option engine', address: 'unix:///a.sock', decisive: true },
    ]);
  });
});
