import { OwnerInvalid } from '@hypriotkit/contract';
import { StorePlaceInvalid } from '../errors';
import { storePlace } from './store-place';

describe('storePlace', () => {
  it.each([
    [{}, { volume: 'hypriot-artifacts', owner: { uid: 0, gid: 0 } }],
    [{ HYPRIOTKIT_STORE: 'mine' }, { volume: 'mine', owner: { uid: 0, gid: 0 } }],
    [
      { HYPRIOTKIT_STORE: '/home/me/out', HYPRIOTKIT_OWNER: '1000:100' },
      { folder: '/home/me/out', owner: { uid: 1000, gid: 100 } },
    ],
  ])('of %j', (env, place) => {
    expect(storePlace(env)).toEqual({ limit: 10e9, ...place });
  });

  it.each([{ HYPRIOTKIT_STORE: './out' }, { HYPRIOTKIT_STORE: 'a b' }])('refuses %j', (env) => {
    expect(() => storePlace(env)).toThrow(StorePlaceInvalid);
  });

  it('refuses an owner as the orchestrator does', () => {
    expect(() => storePlace({ HYPRIOTKIT_OWNER: 'me' })).toThrow(OwnerInvalid);
  });
});
