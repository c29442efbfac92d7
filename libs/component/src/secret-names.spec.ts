import { Masker } from '@hypriotkit/core';
import { SecretInName } from './errors';
import { refuseSecretAnswers, refuseSecretMatch } from './secret-names';

const masker = new Masker(['Silver-Parrot']);

it.each([
  ['tea-*.txt', 'tea-Silver-Parrot.txt'],
  ['*', 'Silver-Parrot'],
  ['tea-*', `tea-${Buffer.from('Silver-Parrot').toString('base64')}`],
])('a secret in the place of * is refused, and not shown: %s', (pattern, file) => {
  const work = () => refuseSecretMatch(pattern, file, masker);
  expect(work).toThrow(SecretInName);
  expect(work).not.toThrow(/Silver/);
});

it.each([
  ['tea-*.txt', 'tea-7.3.txt'],
  ['Silver-Parrot-*.txt', 'Silver-Parrot-7.3.txt'],
  ['Silver-Parrot.txt', 'Silver-Parrot.txt'],
])('what the name has anyway is no secret: %s', (pattern, file) => {
  expect(() => refuseSecretMatch(pattern, file, masker)).not.toThrow();
});

it('a secret as the answer of a builder is refused only in the name of an artifact', () => {
  const answers = { version: '7.3', word: 'Silver-Parrot' };
  const refuse = (file: string) => () => refuseSecretAnswers([{ role: 'tea', file }], answers, masker);
  expect(refuse('tea-{version}.txt')).not.toThrow();
  expect(refuse('tea-{word}.txt')).toThrow(SecretInName);
});
