import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponent, type BuildRequest } from './index';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';
import type { Statement } from './testing/slsa-schema';

let builder: SmallBuilder;
let prebuilt: string;
beforeEach(async () => {
  builder = await smallBuilder('echo built > tea-1.txt; echo built > cup-1.txt');
  prebuilt = join(builder.request.artifactsRoot, '..', 'prebuilt');
  mkdirSync(prebuilt);
});
afterEach(() => builder.remove());

const TEA = { role: 'tea', file: 'tea-{version}.txt' };
const CUP = { role: 'cup', file: 'cup-*.txt' };
const put = (name: string, text: string) => writeFileSync(join(prebuilt, name), text);
const output = () => join(builder.request.artifactsRoot, builder.request.component);
const read = (name: string) => readFileSync(join(output(), name), 'utf8');
const manifest = () => JSON.parse(read('manifest.json')) as { builder?: unknown; artifacts: { role: string }[] };
const build = (own: Partial<BuildRequest> = {}) =>
  buildComponent(
    { ...builder.request, prebuilt, ...own },
    { engine: builder.engine, log: builder.log, signal: new AbortController().signal },
  );

describe('artifacts that are there ready-made', () => {
  it('are used instead of built, with their checksums, and the builder image is not made either', async () => {
    put('tea-1.txt', 'given\n');
    put('cup-7.txt', 'given, too\n');
    // Somebody else's.
    put('pot-1.txt', 'no artifact\n');
    expect(await build({ artifacts: [TEA, CUP] })).toBe('prebuilt');
    expect([read('tea-1.txt'), read('cup-7.txt')]).toEqual(['given\n', 'given, too\n']);
    expect(readdirSync(output()).sort()).toEqual(
      ['tea-1.txt', 'cup-7.txt']
        .flatMap((name) => [name, `${name}.sha256`])
        .concat('SHA256SUMS', 'manifest.json', 'provenance.json')
        .sort(),
    );
    expect(manifest()).toMatchObject({ artifacts: [{ role: 'tea' }, { role: 'cup' }] });
    expect(manifest()).not.toHaveProperty('builder');
    const { subject, predicate } = JSON.parse(read('provenance.json')) as Statement;
    expect(subject.map(({ name }) => name)).toEqual(['tea-1.txt', 'cup-7.txt']);
    expect(predicate.buildDefinition).toMatchObject({
      buildType: expect.stringMatching(/#prebuilt-v1$/) as string,
      externalParameters: { folder: 'prebuilt' },
      resolvedDependencies: [
        { name: 'prebuilt/tea-1.txt', digest: subject[0]!.digest },
        { name: 'prebuilt/cup-7.txt' },
      ],
    });
    expect(read('provenance.json')).not.toContain(prebuilt);
    const said = builder.lines.join('\n');
    expect(said).toContain('warning: not built, because it is there ready-made: cup-7.txt, tea-1.txt');
    expect(said).not.toContain('Building the image');
  });

  it('have names that only a builder image knows', async () => {
    put('tea-4.9.txt', 'given\n');
    const file = 'tea-{kernel}.txt';
    await build({ artifacts: [{ role: 'tea', file }], variables: { kernel: ['cat', '/version'] } });
    expect(read('tea-4.9.txt')).toBe('given\n');
  });

  it('may be some of the artifacts; the others are named', async () => {
    put('tea-1.txt', 'given\n');
    await build({ artifacts: [TEA, CUP] });
    expect(manifest().artifacts.map(({ role }) => role)).toEqual(['tea']);
    expect(builder.lines.join('\n')).toContain('warning: what needs cup-*.txt cannot be built: that is not there');
  });

  it('are refused if their checksum is another one, or if two have a name', async () => {
    put('tea-1.txt', 'given\n');
    put('tea-1.txt.sha256', `${'0'.repeat(64)}  tea-1.txt\n`);
    await expect(build()).rejects.toMatchObject({ code: 'HK_CHECKSUM_MISMATCH' });
    put('cup-1.txt', '');
    put('cup-2.txt', '');
    await expect(build({ artifacts: [CUP] })).rejects.toMatchObject({ code: 'HK_ARTIFACT_AMBIGUOUS' });
  });

  it('are built as usual if the folder has none, or is missing', async () => {
    put('pot-1.txt', 'no artifact\n');
    await build();
    expect(read('tea-1.txt')).toBe('built\n');
    await build({ prebuilt: join(prebuilt, 'nowhere') });
    expect(read('tea-1.txt')).toBe('built\n');
  });
});
