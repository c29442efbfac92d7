import { mirrorTrouble } from './mirror-trouble';

it.each<[string, string, RegExp, boolean]>([
  [
    'an old index',
    'E: Release file for http://m.test/InRelease is expired (invalid since 5d 2h 3min 4s). Updates for this repository will not be applied.',
    /serves old indexes/,
    false,
  ],
  [
    'a clock that is behind',
    'E: Release file for http://m.test/InRelease is not valid yet (invalid for another 3h 1s).',
    /clock.*behind/,
    false,
  ],
  ['an index that changes', 'E: Failed to fetch http://m.test/Packages  Hash Sum mismatch', /changed meanwhile/, true],
  [
    'a package that is gone',
    'E: Failed to fetch http://m.test/pool/h/hello_2_amd64.deb  404  Not Found [IP: 127.0.0.1 80]',
    /changed meanwhile/,
    true,
  ],
  ['a proxy', 'E: Failed to fetch http://m.test/a.deb  407  Proxy Authentication Required', /wants a name/, false],
  [
    'an unknown CA',
    'E: Failed to fetch https://m.test/a.deb  Certificate verification failed: The certificate is NOT trusted.',
    /base_image\.ca_certificates/,
    false,
  ],
  ['an unknown key', "E: The repository 'http://m.test InRelease' is not signed.", /signed with a key/, false],
  [
    'an index that is not there',
    'E: Failed to fetch http://m.test/dists/x/Packages  404  Not Found',
    /could not reach/,
    false,
  ],
  ['no answer', 'Err:1 http://m.test InRelease Could not connect to m.test:80', /could not reach/, false],
])('knows %s by what apt says', (_, line, advice, passing) => {
  const trouble = mirrorTrouble(['Reading package lists...', line]);
  expect(trouble?.advice).toMatch(advice);
  expect(trouble?.passing).toBe(passing);
});

it('has nothing to say of other failures', () => {
  expect(mirrorTrouble(['cc: fatal error: no input files', "cp: cannot stat 'a.deb'"])).toBeUndefined();
});
