import { withOldNames } from './old-names';

it('takes the variables of hypriot-kit where ours are not set', () => {
  expect(withOldNames({ VERBOSITY: 'debug', HYPRIOT_ARTIFACTS_VOLUME: 'hold' })).toMatchObject({
    HYPRIOTKIT_VERBOSITY: 'debug',
    HYPRIOTKIT_STORE: 'hold',
  });
  expect(withOldNames({ VERBOSITY: 'debug', HYPRIOTKIT_VERBOSITY: 'quiet' }).HYPRIOTKIT_VERBOSITY).toBe('quiet');
  expect(withOldNames({ VERBOSITY: '', PATH: '/bin' })).toEqual({ VERBOSITY: '', PATH: '/bin' });
});
