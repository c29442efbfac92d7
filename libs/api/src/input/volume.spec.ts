import { checkReach, volumeOf } from './volume';

const engineAt = (address: string) => ({ address, foundBy: 'test', passedOver: [] });

describe('volumeOf', () => {
  it('takes an absolute path for a mapped volume, and anything else for a name', () => {
    expect(volumeOf({})).toEqual({ name: 'hypriot-artifacts' });
    expect(volumeOf({ volume: 'mine' })).toEqual({ name: 'mine' });
    expect(volumeOf({ volume: '/home/me/../out/' })).toEqual({ folder: '/home/out' });
  });
});

describe('checkReach', () => {
  it('refuses to map a folder into an engine on another machine', () => {
    for (const address of ['ssh://me@build.example', 'tcp://build.example:2376']) {
      expect(() => checkReach({ folder: '/out' }, engineAt(address))).toThrow('is on another machine');
      expect(() => checkReach({ name: 'mine' }, engineAt(address))).not.toThrow();
    }
    expect(() => checkReach({ folder: '/out' }, engineAt('unix:///run/user/1000/docker.sock'))).not.toThrow();
  });
});
