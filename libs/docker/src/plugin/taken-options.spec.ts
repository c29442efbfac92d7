import { OptionTaken } from '../errors';
import { refuseTakenOptions } from './taken-options';

describe('refuseTakenOptions', () => {
  const refuse = (...words: string[]) => refuseTakenOptions(['nx', ...words], ['kind', 'target', 'version']);

  it.each([
    ['run', 'tea:build', '--version=7'],
    ['run', 'tea:build', '--target=cup'],
    ['run', 'tea:build', '--kind=black', '--', '--version=7'],
    ['run', 'tea:build', '--fresh', '--', '--version=7'],
  ])('names an option that would not reach any component: %s %s %s %s', (...words) => {
    expect(() => refuse(...words)).toThrow(OptionTaken);
  });

  it('does not repeat the value of a field', () => {
    expect(() => refuse('run', 'tea:build', '--kind=locker', '--', '--x')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('locker') }) as Error,
    );
  });

  it.each([
    ['run', 'tea:build', '--kind=black', '--fresh'],
    ['run', 'tea:build', '--skip-nx-cache', '--', '--version=7', '--kind=black'],
    ['run-many', '--target=build', '--', '--kind=black'],
    ['--version'],
  ])('takes all others: %s %s %s %s', (...words) => {
    expect(() => refuse(...words)).not.toThrow();
  });
});
