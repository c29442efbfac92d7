import { describeError, HypriotkitError, Interrupted, throwIfInterrupted } from '../index';

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
  it('says what happened, to whom, what to do, and the code', () => {
    const error = new KettleEmpty('The kettle is empty', { hint: 'Fill it.', component: 'tea' });
    expect(describeError(error)).toBe('tea: The kettle is empty\nFill it. [HK_KETTLE_EMPTY]');
  });

  it('keeps the stack of an unexpected error, and bears what is no error', () => {
    expect(describeError(new TypeError('oops'))).toMatch(/TypeError: oops\n\s+at /);
    expect(describeError('a string')).toBe('a string');
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
