import { InputInvalid, Interrupted } from '@hypriotkit/core';
import {
  exitCodeOf,
  exitCodeOfSignal,
  ownerIn,
  OwnerInvalid,
  parseVerbosity,
  verbosityIn,
  VerbosityUnknown,
} from './index';

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

describe('the owner of files', () => {
  it.each([
    ['1000:100', { uid: 1000, gid: 100 }],
    ['', undefined],
    [undefined, undefined],
  ])('is read from %j', (HYPRIOTKIT_OWNER, owner) => {
    expect(ownerIn({ HYPRIOTKIT_OWNER })).toEqual(owner);
  });

  it.each(['davy', '1000', '1000:', ':1000', '-1:0', '1000:100 '])('is refused if it is "%s"', (HYPRIOTKIT_OWNER) => {
    const read = () => ownerIn({ HYPRIOTKIT_OWNER });
    expect(read).toThrow(OwnerInvalid);
    expect(read).toThrow(`HYPRIOTKIT_OWNER is "${HYPRIOTKIT_OWNER}"; expected uid:gid, such as 1000:1000.`);
  });
});
