import { nameWithin } from './name-within';

describe('nameWithin', () => {
  it.each([
    ['/workspace', 'workspace/', ''],
    ['/workspace', 'workspace/image.zip', 'image.zip'],
    ['/workspace/', 'workspace/image.zip', 'image.zip'],
    ['/srv/workspace', 'workspace/sub/image.zip', 'sub/image.zip'],
    ['/workspace', 'workspace/workspace/image.zip', 'workspace/image.zip'],
    ['/', './etc/hosts', 'etc/hosts'],
    ['/', '/', ''],
  ])('of %s: %s is %j', (directory, entry, name) => {
    expect(nameWithin(directory, entry)).toBe(name);
  });

  it('lets no entry lead out of the directory', () => {
    expect(() => nameWithin('/workspace', 'workspace/../../etc/passwd')).toThrow('leads out of it');
  });
});
