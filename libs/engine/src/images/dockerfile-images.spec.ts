import { namedImages, withImages } from './dockerfile-images';

const named = (text: string, buildArgs: Record<string, string> = {}) =>
  namedImages(text, buildArgs).map(({ reference }) => reference);

describe('namedImages', () => {
  it.each<[string, string, Record<string, string>, string[]]>([
    ['a name', 'FROM debian:trixie-slim', {}, ['debian:trixie-slim']],
    ['a name in small letters, behind comments', '# syntax=x\n# b\nfrom  debian as base', {}, ['debian']],
    ['an argument with a value', 'ARG BASE_IMAGE\nFROM $BASE_IMAGE', { BASE_IMAGE: 'a/b:c' }, ['a/b:c']],
    ['an argument that is an id', 'ARG BASE_IMAGE\nFROM $BASE_IMAGE', { BASE_IMAGE: `sha256:${'0'.repeat(64)}` }, []],
    ['a default', 'ARG TAG=sid\nFROM debian:${TAG}', {}, ['debian:sid']],
    ['a default in its place', 'ARG TAG\nFROM debian:${TAG:-sid} AS x', {}, ['debian:sid']],
    ['what nobody has said', 'FROM debian:$TAG', {}, []],
    ['a digest', `FROM debian@sha256:${'0'.repeat(64)}`, {}, []],
    ['nothing', 'FROM scratch', {}, []],
    ['earlier stages', 'FROM a AS tools\nFROM Tools\nCOPY --from=tools /a /b\nCOPY --from=0 /a /b', {}, ['a']],
    ['what is copied from', 'FROM a\nCOPY --from=busybox:1 \\\n  /a /b', {}, ['a', 'busybox:1']],
    ['another platform', 'FROM --platform=linux/arm64 a', {}, []],
    ['no Dockerfile', 'NONSENSE', {}, []],
  ])('finds %s', (_, text, buildArgs, expected) => {
    expect(named(text, buildArgs)).toEqual(expected);
  });
});

it('withImages puts ids where the names are, and leaves the rest alone', () => {
  const text = 'ARG TAG=sid\nFROM debian:${TAG} AS x # first\nFROM a\nCOPY --from=b:1 --chown=0 /a /b\n';
  const replaced = namedImages(text, {}).map((place) => ({ place, by: `<${place.reference}>` }));
  expect(withImages(text, replaced)).toBe(
    'ARG TAG=sid\nFROM <debian:sid> AS x # first\nFROM <a>\nCOPY --from=<b:1> --chown=0 /a /b\n',
  );
});
