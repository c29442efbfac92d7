import { isImageReference, parseImageReference } from './image-reference';

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('parseImageReference', () => {
  it.each([
    ['debian', 'docker.io', 'debian', 'latest'],
    ['debian:trixie-slim', 'docker.io', 'debian', 'trixie-slim'],
    ['hypriot/image-builder:1.2', 'docker.io', 'hypriot/image-builder', '1.2'],
    ['index.docker.io/library/debian', 'docker.io', 'index.docker.io/library/debian', 'latest'],
    ['localhost/debian', 'localhost', 'localhost/debian', 'latest'],
    ['localhost:5000/a/b:1', 'localhost:5000', 'localhost:5000/a/b', '1'],
    ['registry.example/a/b', 'registry.example', 'registry.example/a/b', 'latest'],
    [`registry.example:443/a@${DIGEST}`, 'registry.example:443', 'registry.example:443/a', DIGEST],
    [`debian:trixie@${DIGEST}`, 'docker.io', 'debian', DIGEST],
  ])('takes apart %s', (text, registry, name, version) => {
    expect(parseImageReference(text)).toEqual({ registry, name, version });
  });
});

describe('isImageReference', () => {
  it.each([
    'debian',
    'hypriotkit/hypriotkit:latest',
    'localhost:5000/a__b/c-d.e:1.2_x',
    'Registry.example/a',
    '[::1]:5000/a',
    'registry.example:65535/a',
    `registry.example:443/a:tag@${DIGEST}`,
    DIGEST,
  ])('takes %s', (text) => {
    expect(isImageReference(text)).toBe(true);
  });

  it.each([
    '',
    ' ',
    'Debian',
    'a b',
    '-a',
    'a/',
    '/a',
    'a:',
    'a:b:c',
    'a@sha256:1',
    'https://a/b',
    '../a',
    'a'.repeat(256),
    'localhost:65536/a',
    'registry.example:99999/a:1',
  ])('refuses %j', (text) => {
    expect(isImageReference(text)).toBe(false);
  });
});
