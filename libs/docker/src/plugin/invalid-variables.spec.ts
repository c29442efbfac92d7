import { refuseInvalidVariables } from './invalid-variables';

it.each([
  ['HYPRIOTKIT_STORE', 'no/volume', 'HK_STORE_PLACE_INVALID'],
  ['HYPRIOTKIT_STORE', '/w/dist/artifacts/tea', 'HK_STORE_PLACE_INVALID'],
  ['HYPRIOTKIT_STORE_SIZE', 'lots', 'HK_STORE_SIZE_INVALID'],
  ['HYPRIOTKIT_OWNER', 'me', 'HK_OWNER_INVALID'],
  ['HYPRIOTKIT_ENGINE', 'far away', 'HK_ENGINE_ADDRESS_INVALID'],
  ['HYPRIOTKIT_ENGINES', 'linux/arm64', 'HK_CONFIGURATION_INVALID'],
  ['HYPRIOTKIT_ENGINES', 'linux/aarch64: ssh://pi@builder', 'HK_CONFIGURATION_INVALID'],
  ['HYPRIOTKIT_ENGINES', 'linux/arm64: far://builder', 'HK_ENGINE_ADDRESS_INVALID'],
  ['DOCKER_HOST', 'htp://127.0.0.1:2375', 'HK_ENGINE_ADDRESS_INVALID'],
  ['HYPRIOTKIT_VERBOSITY', 'loud', 'HK_VERBOSITY_UNKNOWN'],
  ['HYPRIOTKIT_PRIVILEGES', 'all', 'HK_CONFIGURATION_INVALID'],
])('refuses what no task could use: %s=%s', (variable, value, code) => {
  expect(() => refuseInvalidVariables({ [variable]: value }, '/w')).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(variable) }) as Error,
  );
});

it('does not look at DOCKER_HOST where another engine is named', () => {
  const env = { DOCKER_HOST: 'htp://127.0.0.1:2375' };
  refuseInvalidVariables({ ...env, HYPRIOTKIT_ENGINE: 'tcp://127.0.0.1:2375' }, '/w');
  refuseInvalidVariables(env, '/w', { engine: 'tcp://127.0.0.1:2375' });
});

it('takes usable values, and empty ones for none', () => {
  const usable = { HYPRIOTKIT_STORE_SIZE: '20G', HYPRIOTKIT_OWNER: '1000:1000', HYPRIOTKIT_VERBOSITY: 'debug' };
  const empty = { HYPRIOTKIT_STORE_SIZE: '', HYPRIOTKIT_ENGINE: '', HYPRIOTKIT_PRIVILEGES: '' };
  for (const env of [usable, empty, {}, { HYPRIOTKIT_STORE: '/w/distant' }]) refuseInvalidVariables(env, '/w');
});
