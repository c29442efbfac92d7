import { resolveEnvironment } from './expand-request';
import { ValueUnsupported } from './errors';

const arch = { field: 'target', values: { 'arm64-debian': 'arm64', amd64: 'amd64' } };

describe('resolveEnvironment', () => {
  it('expands templates and looks values up', () => {
    const resolved = resolveEnvironment(
      { HOST: '{hostname}', ARCH: arch },
      { hostname: 'pearl', target: 'arm64-debian' },
    );
    expect(resolved).toEqual({ HOST: 'pearl', ARCH: 'arm64' });
  });

  it('names a value that the table does not know', () => {
    expect(() => resolveEnvironment({ ARCH: arch }, { target: 'vax' })).toThrow(ValueUnsupported);
  });
});
