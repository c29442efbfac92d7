import { ConfigurationInvalid, EngineAddressInvalid, FileUnusable, InputInvalid, Interrupted } from '@hypriotkit/api';
import { EXIT, exitCodeOf } from './exit-codes';

it.each([InputInvalid, ConfigurationInvalid, EngineAddressInvalid, FileUnusable])(
  'what cannot be used is bad input: %p',
  ({ prototype }) => expect(exitCodeOf(Object.create(prototype))).toBe(EXIT.badInput),
);

it('a signal has the code that shells give it', () => {
  expect(exitCodeOf(Object.create(Interrupted.prototype))).toBe(130);
});

it('everything else has failed, whatever was thrown', () => {
  expect([new Error('no'), 'no', undefined].map(exitCodeOf)).toEqual([1, 1, 1]);
});
