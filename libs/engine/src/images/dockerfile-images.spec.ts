import { DockerfileParser } from 'dockerfile-ast';
import { imageOfTrigger, namedImages, withImages } from './dockerfile-images';

const ID = `sha256:${'0'.repeat(64)}`;
const named = (text: string, buildArgs: Record<string, string> = {}) =>
  namedImages(text, buildArgs).map(({ reference }) => reference);

describe('namedImages', () => {
  it.each<[string, string, Record<string, string>, string[]]>([
    ['a name', 'FROM debian:trixie-slim', {}, ['debian:trixie-slim']],
    ['a name in small letters, behind comments', '# syntax=x\n# b\nfrom  debian as base', {}, ['debian']],
    ['an argument with a value', 'ARG BASE_IMAGE\nFROM $BASE_IMAGE', { BASE_IMAGE: 'a/b:c' }, ['a/b:c']],
    ['an id', 'ARG BASE_IMAGE\nFROM $BASE_IMAGE', { BASE_IMAGE: ID }, [ID]],
    ['a digest', `FROM debian@${ID}`, {}, [`debian@${ID}`]],
    ['a default', 'ARG TAG=sid\nFROM debian:${TAG}', {}, ['debian:sid']],
    ['a default in its place', 'ARG TAG\nFROM debian:${TAG:-sid} AS x', {}, ['debian:sid']],
    ['defaults of defaults', 'ARG T=v1\nARG I=tools:${T}\nFROM ${I} AS x', {}, ['tools:v1']],
    ['values in defaults', 'ARG T=v1\nARG I="tools:$T"\nFROM $I', { T: 'v2' }, ['tools:v2']],
    ['values instead of defaults', 'ARG I=${T:?none}\nFROM $I', { I: 'b' }, ['b']],
    ['several arguments of an instruction', 'ARG T=v1\nARG T=v2 I=tools:$T\nFROM $I', {}, ['tools:v1']],
    ['no value of an undeclared argument', 'FROM ${X:-a}$X', { X: 'b' }, ['a']],
    ['no value of what is declared later', 'ARG I=a$X\nARG X\nFROM $I', { X: 'b' }, ['a']],
    ['no default that was withdrawn', 'ARG X=b\nARG X\nFROM a$X', {}, ['a']],
    ['no argument of a stage', 'ARG X=a\nFROM $X\nARG X=b\nFROM $X', {}, ['a', 'a']],
    ['nothing of a bad default that is not used', 'ARG X=${Y#a}\nFROM a', {}, ['a']],
    ['quoted names', 'ARG X="a"\nFROM "$X"\nFROM \'b\'\nCOPY --from="c:1" /a /b', {}, ['a', 'b', 'c:1']],
    ['nothing', 'FROM scratch', {}, []],
    ['earlier stages', 'FROM a AS tools\nFROM Tools\nCOPY --from=tools /a /b\nCOPY --from=0 /a /b', {}, ['a']],
    ['a stage with the name of its image', 'FROM a As A\nCOPY --from=a / /\nFROM a', {}, ['a', 'a']],
    ['a later stage', 'FROM a\nCOPY --from=b /a /b\nFROM c AS b', {}, ['a', 'b', 'c']],
    ['a number, which is a stage only for COPY', 'FROM a\nFROM 0\nCOPY --from=0 /a /b', {}, ['a', '0']],
    ['what is copied from', 'FROM a\nCOPY --from=busybox:1 \\\n  /a /b', {}, ['a', 'busybox:1']],
    ['names on several lines', 'FROM a\\\n# x\n:1\nCOPY --from=b\\\n:2 a b', {}, ['a:1', 'b:2']],
    ['names on several lines of Windows', '# escape=`\r\nFROM a`\r\n:1\r\n', {}, ['a:1']],
    ['names behind steps on several lines', 'FROM a\nRUN x \\\n\n # y \\\nFROM b\nFROM c', {}, ['a', 'c']],
    ['names behind a mark of the encoding', '\ufeffFROM a', {}, ['a']],
    ['no Dockerfile', 'NONSENSE', {}, []],
  ])('finds %s', (_, text, buildArgs, expected) => {
    expect(named(text, buildArgs)).toEqual(expected);
  });

  it('tells the platform, and what stages start from', () => {
    const text = 'ARG P=arm64\nFROM --platform="linux/$P" a\nCOPY --from=b a b\n';
    expect(namedImages(text, {})).toMatchObject([
      { reference: 'a', platform: 'linux/arm64', isBase: true, line: 2 },
      { reference: 'b', isBase: false, line: 3 },
    ]);
  });

  it.each([
    ['FROM a:$TAG', 'line 1: "a:" is not the name of an image'],
    ['FROM $TAG', '"" is not the name of an image'],
    ['ARG X=${Y#a}\nFROM $X', 'line 1: ${Y#a} has a substitution'],
    ['FROM a\\b', 'escaped'],
    ['ARG X=a\\b\nFROM $X', 'escaped'],
    ['ARG $X=a\nFROM $X', 'name of an argument'],
    ['FROM --platform=$P a', 'line 1: "" is not a complete platform'],
    ['FROM --platform=arm64 a', 'not a complete platform'],
    ['FROM a\nARG X=b\nCOPY --from=$X a b', 'line 3: the engine does not expand variables'],
    ['FROM a\nRUN --mount=type=bind,from=b,target=/b true', 'RUN names "b"'],
    ['FROM a\nRUN --mount=from=b true', 'RUN names "b"'],
    ['FROM a\nONBUILD COPY --from=b a b', 'line 2: ONBUILD names "b"'],
    ['FROM a\nRUN cat <<EOF\nFROM b\nEOF', "line 3: the engine's classic builder does not support here-documents"],
    ['# x=y\n# escape=`\nFROM a`\nb', 'escape='],
    ['FROM a\nRUN x \\\\\nFROM b', 'not every engine joins'],
    ['# x\rFROM a', 'carriage return'],
    ['\u00a0FROM a', 'not an instruction'],
    ['FROM a\vAS\vb', 'white space other than spaces and tabs'],
    ['FROM a\nCOPY --chown=0\u00a0--from=b a b', 'white space other than spaces and tabs'],
  ])('refuses %j', (text, reason) => {
    expect(() => namedImages(text, {})).toThrow(reason);
  });
});

it('withImages puts ids where the names are, and leaves the rest alone', () => {
  const text = 'ARG TAG=sid\nFROM debian:${TAG} AS x\nFROM "a"\nCOPY --from=b\\\n:1 --chown=0 /a /b\r\nRUN x\n';
  const replaced = namedImages(text, {}).map((place) => ({ place, by: `<${place.reference}>` }));
  expect(withImages(text, replaced)).toBe(
    'ARG TAG=sid\nFROM <debian:sid> AS x\nFROM <a>\nCOPY --from=<b:1> --chown=0 /a /b\r\nRUN x\n',
  );
});

it.each([
  ['COPY --from=a:1 /a /b', 'a:1'],
  ['COPY --from=0 /a /b', undefined],
  [`COPY --from=${ID} /a /b`, undefined],
  ['COPY a b', undefined],
  ['RUN --mount=type=bind,from=a,target=/a true', 'a'],
  ['RUN true', undefined],
])('imageOfTrigger of %s is %s', (trigger, image) => {
  expect(imageOfTrigger(DockerfileParser.parse(trigger).getInstructions()[0]!)).toBe(image);
});
