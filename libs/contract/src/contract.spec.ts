import { InputInvalid, Interrupted } from '@hypriotkit/core';
import { exitCodeOf, exitCodeOfSignal, parseOwner, parseVerbosity, verbosityIn, VerbosityUnknown } from './index';

class TeaCold extends InputInvalid {
  readonly code = 'HK_TEA_COLD';
}

describe('exit codes', () => {
  it.each([
    [new TeaCold('The tea is cold.', { hint: 'Warm it.' }), 2],
    [new VerbosityUnknown('loud', ['quiet']), 2],
    [new Interrupted('The tea'), 130],
    [new Error('no kettle'), 1],
  ])('of %s', (error, code) => {
    expect(exitCodeOf(error)).toBe(code);
  });

  it('of signals are those of shells', () => {
    expect([exitCodeOfSignal('SIGINT'), exitCodeOfSignal('SIGTERM')]).toEqual([130, 143]);
  });
});

describe('the verbosity', () => {
  it('is info unless the environment names another one', () => {
    expect([{}, { HYPRIOTKIT_VERBOSITY: '' }, { HYPRIOTKIT_VERBOSITY: 'debug' }].map(verbosityIn)).toEqual([
      'info',
      'info',
      'debug',
    ]);
  });

  it('is refused where it is unknown, with where it is from', () => {
    expect(() => verbosityIn({ HYPRIOTKIT_VERBOSITY: 'loud' })).toThrow('HYPRIOTKIT_VERBOSITY is "loud"');
    expect(() => parseVerbosity('loud')).toThrow(VerbosityUnknown);
  });
});

it.each([
  ['1000:100', { uid: 1000, gid: 100 }],
  ['davy', undefined],
  ['1000', undefined],
  ['1000:', undefined],
])('the owner %s', (text, owner) => {
  expect(parseOwner(text)).toEqual(owner);
});
