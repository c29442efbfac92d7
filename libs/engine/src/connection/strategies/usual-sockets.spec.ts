import { usualSockets } from './usual-sockets';

const addressesOn = async (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}) =>
  (await usualSockets({ host: undefined, env, platform, home: '/home/pi' })).map(({ address }) => address);

describe('usualSockets', () => {
  it("begins with the system's, then those of the user", async () => {
    const addresses = await addressesOn('linux', { XDG_RUNTIME_DIR: '/run/user/1000' });
    expect(addresses.slice(0, 3)).toEqual([
      'unix:///var/run/docker.sock',
      'unix:///run/user/1000/docker.sock',
      'unix:///home/pi/.docker/run/docker.sock',
    ]);
    expect(addresses).toEqual(
      expect.arrayContaining([
        'unix:///home/pi/.docker/desktop/docker.sock',
        'unix:///home/pi/.colima/default/docker.sock',
        'unix:///home/pi/.rd/docker.sock',
        'unix:///run/user/1000/podman/podman.sock',
      ]),
    );
  });

  it('invents no path where there is no runtime directory', async () => {
    expect((await addressesOn('darwin')).join()).not.toContain('undefined');
  });

  it('names pipes on Windows', async () => {
    expect((await addressesOn('win32'))[0]).toBe('npipe:////./pipe/docker_engine');
  });
});
