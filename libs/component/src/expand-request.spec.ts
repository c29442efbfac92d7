import { expandRequest, resolveEnvironment } from './expand-request';
import { ValueUnsupported } from './errors';
import type { RunRequest } from './request';

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

describe('an optional input', () => {
  const inputs = [{ component: 'a', role: 'b', optional: true }];
  const request = { fields: {}, environment: { B: '{input:b}' }, inputs } as unknown as RunRequest;

  it('has a name, which is empty if it is missing', () => {
    expect(expandRequest(request, [{ role: 'b', file: 'b.deb' }]).environment).toEqual({ B: 'b.deb' });
    expect(expandRequest(request, []).environment).toEqual({ B: '' });
  });
});

describe('variables that are left to the Dockerfile', () => {
  const environment = { ENGINE: '{engine}', REPO: '{repo}', EMPTY: '', NAME: 'latest-pearl', VERSION: 'latest' };
  const request = (notPassed?: string) =>
    ({ fields: { engine: 'latest', repo: 'deb:linux' }, environment, inputs: [], notPassed }) as unknown as RunRequest;

  it('are empty ones, and those that match as a whole', () => {
    const { environment: passed, leftToDockerfile } = expandRequest(request('(ENGINE|NAME)=latest|\\w+=deb:.*'), []);
    expect(passed).toEqual({ NAME: 'latest-pearl', VERSION: 'latest' });
    expect(leftToDockerfile).toEqual(['ENGINE', 'REPO']);
    expect(Object.keys(expandRequest(request(), []).environment)).toEqual(Object.keys(environment));
  });
});

describe('patterns', () => {
  const each = { field: 'format', values: { zip: '.zip', raw: '' } };
  const patterns = (format: string[]) =>
    expandRequest(
      { fields: { format, version: '1' }, environment: {}, inputs: [] } as unknown as RunRequest,
      [],
    ).patterns([
      { role: 'disk', file: 'a-{version}.img{each}', each },
      { role: 'list', file: 'a.txt' },
    ]);

  it('are one for each item of a list, of which the first has the role', () => {
    expect(patterns(['raw', 'zip'])).toEqual([
      { role: 'disk', file: 'a-1.img' },
      { role: 'disk:zip', file: 'a-1.img.zip' },
      { role: 'list', file: 'a.txt' },
    ]);
    expect(patterns(['zip'])[0]).toEqual({ role: 'disk', file: 'a-1.img.zip' });
  });

  it('need a value for each item', () => {
    expect(() => patterns(['gz'])).toThrow(ValueUnsupported);
  });
});
