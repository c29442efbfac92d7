import type { Engine } from '../connection/engine';
import { engineSite } from './engine-site';

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
