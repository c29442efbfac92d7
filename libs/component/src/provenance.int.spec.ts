import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { inspectImage } from '@hypriotkit/engine';
import { buildComponent, type BuildRequest } from './index';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';
import { STATEMENT, type Statement } from './testing/slsa-schema';

let builder: SmallBuilder;

const build = (own: Partial<BuildRequest> = {}) =>
  buildComponent(
    { ...builder.request, ...own },
    { engine: builder.engine, log: builder.log, signal: new AbortController().signal },
  );
const text = () =>
  readFileSync(join(builder.request.artifactsRoot, builder.request.component, 'provenance.json'), 'utf8');
const statement = () => JSON.parse(text()) as Statement;
const definition = () => statement().predicate.buildDefinition;
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

const ajv = new Ajv({ allErrors: true });
const expectValid = (value: unknown) => expect([ajv.validate(STATEMENT, value), ajv.errors]).toEqual([true, null]);

it.each<[string, (statement: Statement) => void]>([
  ['no subject', (one) => (one.subject = [])],
  ['a subject without a digest', (one) => delete (one.subject[0] as Partial<Statement['subject'][0]>).digest],
  [
    'a dependency that has only a name',
    (one) => (one.predicate.buildDefinition.resolvedDependencies = [{ name: 'x' }]),
  ],
  ['a build type that is no URI', (one) => (one.predicate.buildDefinition.buildType = 'component')],
  ['a key of its own', (one) => Object.assign(one.predicate, { times: [] })],
])('the schema of the tests refuses a statement with %s', (_, spoil) => {
  const sound: Statement = {
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://slsa.dev/provenance/v1',
    subject: [{ name: 'tea.txt', digest: { sha256: '0'.repeat(64) } }],
    predicate: {
      buildDefinition: {
        buildType: 'https://example.com/tea',
        externalParameters: { hidden: [] },
        internalParameters: {},
        resolvedDependencies: [],
      },
      runDetails: { builder: { id: 'https://example.com/kettle' } },
    },
  };
  expectValid(sound);
  spoil(sound);
  expect(ajv.validate(STATEMENT, sound)).toBe(false);
});

describe('the provenance of a build', () => {
  afterEach(() => builder.remove());

  it('is a statement of in-toto, with the artifacts and what they were made from', async () => {
    builder = await smallBuilder('cat "$LEAF" > tea-1.txt', {
      inputs: [{ component: 'garden', role: 'leaf' }],
      environment: { NAME: '{name}', LEAF: '{input:leaf}', SUGAR: { field: 'shop.sugar', values: { brown: 'cane' } } },
      fields: { version: '1', name: 'tea', 'shop.sugar': 'brown', other: 'of nobody' },
      command: ['sh', '/build.sh', '{name}'],
    });
    const garden = join(builder.request.artifactsRoot, 'garden');
    mkdirSync(garden);
    const leaf = { role: 'leaf', file: 'leaf.txt', size: 6, sha256: sha256('green\n') };
    writeFileSync(join(garden, 'leaf.txt'), 'green\n');
    writeFileSync(join(garden, 'leaf.txt.sha256'), `${leaf.sha256}  leaf.txt\n`);
    writeFileSync(join(garden, 'SHA256SUMS'), `# leaf\n${leaf.sha256}  leaf.txt\n`);
    writeFileSync(join(garden, 'manifest.json'), JSON.stringify({ component: 'garden', artifacts: [leaf] }));
    const root = join(builder.request.artifactsRoot, '..');
    writeFileSync(join(root, 'cup.txt'), 'white\n');
    writeFileSync(join(root, 'plan.txt'), 'secret\n');
    const file = (name: string, own: object) => ({
      name,
      path: name,
      source: join(root, name),
      folder: name,
      folders: false,
      root,
      ...own,
    });
    await build({ files: [file('cup.txt', {}), file('plan.txt', { secret: true })] });

    expectValid(statement());
    expect(statement().subject).toEqual([{ name: 'tea-1.txt', digest: { sha256: sha256('green\n') } }]);
    const { component } = builder.request;
    expect(definition()).toMatchObject({
      buildType: 'pkg:npm/%40hypriotkit/component#component-v1',
      externalParameters: {
        component,
        fields: { [`${component}.name`]: 'tea', [`${component}.version`]: '1', 'shop.sugar': 'brown' },
        environment: { LEAF: 'leaf.txt', NAME: 'tea', SUGAR: 'cane' },
        command: ['sh', '/build.sh', 'tea'],
        hidden: ['files.plan.txt'],
      },
      internalParameters: { sourceDateEpoch: 1_767_225_600, workspace: '/workspace' },
    });
    expect(text()).not.toContain('of nobody');
    const base = await inspectImage(builder.engine, 'debian:trixie-slim');
    expect(definition().resolvedDependencies).toEqual([
      {
        name: builder.request.builder.image,
        digest: { hypriotkitContextV1: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      },
      {
        name: 'debian:trixie-slim',
        digest: { sha256: base!.id.replace('sha256:', '') },
        mediaType: 'application/vnd.docker.container.image.v1+json',
      },
      { name: 'leaf.txt', digest: { sha256: leaf.sha256 }, annotations: { component: 'garden', role: 'leaf' } },
      { name: 'cup.txt', digest: { sha256: sha256('white\n') }, annotations: { setting: 'cup.txt' } },
    ]);
    const { version } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { version: string };
    expect(statement().predicate.runDetails.builder).toEqual({
      id: 'pkg:npm/%40hypriotkit/component',
      version: { hypriotkit: version },
    });
    for (const own of [root, hostname(), sha256('secret\n')]) expect(text()).not.toContain(own);
  });

  it('is the same from the store and from another build, and another one of what is made otherwise', async () => {
    builder = await smallBuilder('echo "==> Brewing"; echo "$NAME" > tea-1.txt');
    await build();
    const first = text();
    await build();
    expect(builder.lines.join('\n')).toContain('Taken from the store');
    expect(text()).toBe(first);
    await build({ fresh: true });
    expect(builder.lines.filter((line) => line.endsWith('Brewing'))).toHaveLength(2);
    expect(text()).toBe(first);
    await build({ fields: { ...builder.request.fields, name: 'coffee' } });
    expect(text()).not.toBe(first);
  });

  it('has no secret, wherever it comes from, and names what is left out', async () => {
    const secrets = ['rum-and-more', '$6$salt$hash-of-it', 'mate-of-davy', 'S3cr3t-token'];
    builder = await smallBuilder('echo x > tea-1.txt', {
      secrets,
      secretFields: ['password', 'wifi'],
      fields: {
        version: '1',
        name: 'tea',
        // Known to everybody, and a password all the same.
        password: 'hypriot',
        hash: secrets[1],
        wifi: [{ ssid: 'quay', password: secrets[0] }],
        greeting: `ahoy ${secrets[2]}`,
        mirror: `https://davy:${secrets[3]}@mirror.test/debian`,
        note: '-----BEGIN OPENSSH PRIVATE KEY-----',
        table: 'a',
      },
      environment: {
        NAME: '{name}',
        PASSWORD: '{password}',
        HASH: '{hash}',
        WIFI: '{wifi}',
        GREETING: 'well, {greeting}',
        ENCODED: Buffer.from(secrets[0]!).toString('base64'),
        MIRROR: '{mirror}',
        NOTE: '{note}',
        PLAIN: { field: 'table', values: { a: 'plain' } },
      },
      command: ['sh', '/build.sh', '{greeting}'],
    });
    const source = builder.request.builder;
    await build({
      builder: {
        ...source,
        buildArgs: { MIRROR: `https://davy:${secrets[3]}@mirror.test/debian`, SIZE: 'large' },
        repository: { url: 'https://git.test/tea', commit: 'c0ffee'.repeat(6) + 'c0ff', folder: 'kettle' },
      },
    });
    expectValid(statement());
    const { externalParameters, resolvedDependencies } = definition();
    const { component } = builder.request;
    expect(externalParameters).toEqual({
      component,
      fields: { [`${component}.name`]: 'tea', [`${component}.table`]: 'a', [`${component}.version`]: '1' },
      environment: { NAME: 'tea', PLAIN: 'plain' },
      hidden: [
        ...['greeting', 'hash', 'mirror', 'note', 'password', 'wifi'].map((field) => `fields.${component}.${field}`),
        ...['ENCODED', 'GREETING', 'HASH', 'MIRROR', 'NOTE', 'PASSWORD', 'WIFI'].map((name) => `environment.${name}`),
        'command',
      ],
    });
    expect(resolvedDependencies.slice(0, 2)).toMatchObject([
      { annotations: { buildArguments: { MIRROR: 'https://***@mirror.test/debian', SIZE: 'large' } } },
      {
        uri: `git+https://git.test/tea@${'c0ffee'.repeat(6)}c0ff`,
        digest: { gitCommit: 'c0ffee'.repeat(6) + 'c0ff' },
        annotations: { folder: 'kettle' },
      },
    ]);
    const forms = secrets.flatMap((secret) => [
      secret,
      Buffer.from(secret).toString('base64'),
      encodeURIComponent(secret),
    ]);
    for (const secret of [...forms, 'hypriot"', 'quay', 'davy']) expect(text()).not.toContain(secret);
  });
});
