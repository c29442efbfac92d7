import { describeError, HypriotkitError, Interrupted, ofComponent, throwIfInterrupted } from './index';

class KettleEmpty extends HypriotkitError {
  readonly code = 'HK_KETTLE_EMPTY';
}

describe('HypriotkitError', () => {
  it('carries its name, code, hint, component and cause', () => {
    const cause = new Error('no water');
    const error = new KettleEmpty('The kettle is empty', { hint: 'Fill it.', component: 'tea', cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'KettleEmpty',
      code: 'HK_KETTLE_EMPTY',
      hint: 'Fill it.',
      component: 'tea',
      cause,
    });
  });

  it('has no cause and no component unless given', () => {
    const error = new KettleEmpty('The kettle is empty', { hint: 'Fill it.' });
    expect('cause' in error).toBe(false);
    expect(error.component).toBeUndefined();
  });
});

describe('describeError', () => {
  it('is plain text, whatever it quotes', () => {
    expect(describeError(new Error('\u001b[91mIt is empty\u001b[0m\u0007'))).toMatch(/Error: It is empty\n/);
  });

  it('says what happened, to whom, what to do, and the code', () => {
    const error = new KettleEmpty('The kettle is empty', { hint: 'Fill it.', component: 'tea' });
    expect(describeError(error)).toBe('tea: The kettle is empty\nFill it. [HK_KETTLE_EMPTY]');
  });

  it('gives what nobody has foreseen a code, and asks for a report; its stack is shown where more is asked for', () => {
    const text = describeError(new TypeError('oops'), { component: 'tea' });
    expect(text).toBe(
      'tea: An unexpected error: TypeError: oops\n' +
        'This is a bug in Hypriotkit. Please report it, with the output that --verbosity=debug gives. [HK_INTERNAL]',
    );
    expect(describeError(new TypeError('oops'), { debug: true })).toMatch(/\[HK_INTERNAL\]\nTypeError: oops\n\s+at /);
    expect(describeError(new TypeError('oops'), { how: '--verbose' })).toContain('the output that --verbose gives');
    expect(describeError('a string')).toContain('An unexpected error: a string\n');
    expect(describeError(undefined)).toContain('An unexpected error: undefined\n');
  });

  it('shows the stack of an unexpected error that was given a component on the way', () => {
    const error = ofComponent(new TypeError('oops'), 'tea');
    expect(describeError(error, { component: 'pot', debug: true })).toMatch(/^tea: .*\n.*\nTypeError: oops\n\s+at /);
  });
});

describe('throwIfInterrupted', () => {
  it('throws only once the signal has fired', () => {
    const control = new AbortController();
    throwIfInterrupted(undefined, 'The build');
    throwIfInterrupted(control.signal, 'The build');
    control.abort();
    expect(() => throwIfInterrupted(control.signal, 'The build')).toThrow(Interrupted);
  });
});
