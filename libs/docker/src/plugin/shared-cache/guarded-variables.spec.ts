import { guardedVariables, sharedCacheIn } from './guarded-variables';
import { CACHE_VARIABLE as SERVER, isGuarded } from '../../lib/shared-cache';

const at = (address: string) => guardedVariables(sharedCacheIn({ [SERVER]: address })!);

it('gives Nx an address on this machine, the same for the same server', async () => {
  const [one, again, other] = await Promise.all([at('http://a'), at('http://a'), at('http://b')]);
  expect(isGuarded(one[SERVER]!)).toBe(true);
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
  expect(new URL(other[SERVER]!).port).toBe(new URL(one[SERVER]!).port);
});

it('leaves alone what has a guard already', async () => {
  const { [SERVER]: guarded } = await at('http://a');
  expect(await at(guarded!)).toEqual({});
});

it.each(['', 'a', 'ftp://a', 'http://'])('leaves "%s" to Nx', (address) => {
  expect(sharedCacheIn({ [SERVER]: address })).toBeUndefined();
});

it.each<[string, NodeJS.ProcessEnv, Record<string, string>]>([
  ['without one', { no_proxy: 'a' }, {}],
  ['of http', { HTTP_PROXY: 'http://p' }, { no_proxy: '127.0.0.1', NO_PROXY: '127.0.0.1' }],
  ['of all', { all_proxy: 'http://p', NO_PROXY: 'a,.b' }, { no_proxy: 'a,.b,127.0.0.1', NO_PROXY: 'a,.b,127.0.0.1' }],
  ['that is not asked for this machine', { http_proxy: 'http://p', no_proxy: 'a, 127.0.0.1' }, {}],
  ['that is never asked', { http_proxy: 'http://p', no_proxy: '*' }, {}],
])('keeps Nx from asking a proxy for this machine: %s', (_, env, expected) => {
  expect(sharedCacheIn({ [SERVER]: 'http://a', ...env })!.exceptions).toEqual(expected);
});
