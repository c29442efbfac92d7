import type { Engine } from '../connection/engine';
import { engineSite, unreachableInContainer } from './engine-site';

const site = (address: string, platform: NodeJS.Platform = 'linux') =>
  engineSite({ address, foundBy: 'test', passedOver: [] } satisfies Engine, platform);

describe('engineSite', () => {
  it.each([
    ['unix:///var/run/docker.sock', '/var/run/docker.sock', false],
    ['/run/user/1000/docker.sock', '/run/user/1000/docker.sock', false],
    ['unix:///home/me/.docker/desktop/docker.sock', '/var/run/docker.sock', false],
    ['unix:///home/me/.colima/default/docker.sock', '/var/run/docker.sock', false],
    ['tcp://127.0.0.1:2375', '/var/run/docker.sock', false],
    ['tcp://build.example:2376', '/var/run/docker.sock', true],
    ['ssh://me@build.example', '/var/run/docker.sock', true],
    ['ssh://me@build.example/run/user/1000/docker.sock', '/run/user/1000/docker.sock', true],
  ])('of %s', (address, socket, remote) => {
    expect(site(address)).toEqual({ socket, remote });
  });

  it('knows that an engine elsewhere than on Linux is in a virtual machine', () => {
    expect(site('unix:///Users/me/anything.sock', 'darwin').socket).toBe('/var/run/docker.sock');
    expect(site('npipe:////./pipe/docker_engine', 'win32').socket).toBe('/var/run/docker.sock');
  });
});

describe('a container', () => {
  it.each([
    ['tcp://build.example:2375', {}, undefined],
    ['http://192.0.2.1:2375', {}, undefined],
    ['unix:///run/arm64.sock', {}, /socket of this machine/],
    ['/run/arm64.sock', {}, /socket of this machine/],
    ['npipe:////./pipe/docker_engine', {}, /socket of this machine/],
    ['ssh://pi@builder', {}, /keys/],
    ['https://build.example:2376', {}, /certificates/],
    ['tcp://build.example:2376', { DOCKER_TLS_VERIFY: '1' }, /certificates/],
    ['tcp://localhost:2375', {}, /localhost is the container itself/],
    ['tcp://[::1]:2375', {}, /::1 is the container itself/],
  ])('reaches %s, with %j, or not', (address, env, reason) => {
    const expected = reason && (expect.stringMatching(reason) as string);
    expect(unreachableInContainer(address, env)).toEqual(expected);
  });
});
