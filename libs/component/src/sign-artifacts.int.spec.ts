import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeImage } from '@hypriotkit/engine';
import { buildComponent, signArtifacts, type SigningKey } from './index';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

const SIGNER = 'hypriotkit-test/sign_artifacts:latest';
const PASSWORD = 'rum and more';

const docker = (...args: string[]) =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
/** Runs a script where minisign is, with files in the folder /files. */
function inSigner(script: string, folder?: string): string {
  const container = docker('create', '--entrypoint', 'bash', SIGNER, '-c', script).trim();
  try {
    if (folder) docker('cp', folder, `${container}:/files`);
    return docker('start', '--attach', container);
  } finally {
    docker('rm', '--force', container);
  }
}

let builder: SmallBuilder;
let signedRoot: string;
/** With and without a password. */
const keys: { text: string; publicKey: string }[] = [];

const tools = () => ({ engine: builder.engine, log: builder.log, signal: new AbortController().signal });
function sign(key: Partial<SigningKey>) {
  const { request } = builder;
  const folder = join(__dirname, '../../../components/rpi_sd_image/signer');
  return signArtifacts(
    {
      ...request,
      builder: { folder, image: SIGNER, base: request.builder.base },
      environment: {},
      signedRoot,
      key: { path: 'my.key', text: keys[0]!.text, password: '', ...key },
    },
    tools(),
  );
}
const built = () => join(builder.request.artifactsRoot, builder.request.component);
/** The names and times of all files in a folder. */
const stateOf = (folder: string) => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).ctimeMs]);

beforeAll(async () => {
  builder = await smallBuilder('echo tea > tea-1.txt; head -c 300000 /dev/urandom > cup.bin');
  await buildComponent(
    { ...builder.request, artifacts: [...builder.request.artifacts, { role: 'cup', file: 'cup.bin' }] },
    tools(),
  );
  signedRoot = join(builder.request.artifactsRoot, '../signed/tea');
  docker(
    'build',
    '--quiet',
    '--tag',
    SIGNER,
    '--build-arg',
    'BASE_IMAGE=debian:trixie-slim',
    join(__dirname, '../../../components/rpi_sd_image/signer'),
  );
  for (const input of ['', `printf '%s\\n%s\\n' '${PASSWORD}' '${PASSWORD}' | `]) {
    const made = inSigner(`${input}minisign -G ${input ? '' : '-W'} -p /p -s /s >&2; cat /s; tail -n 1 /p`);
    const [comment, secret, publicKey] = made.trim().split('\n');
    keys.push({ text: `${comment}\n${secret}\n`, publicKey: publicKey! });
  }
});
afterAll(async () => {
  await builder.remove();
  await removeImage(builder.engine, SIGNER, { force: true });
});

const FILES = ['SHA256SUMS', 'cup.bin', 'provenance.json', 'tea-1.txt'];

describe('signArtifacts', () => {
  it.each([
    ['without a password', 0, ''],
    ['with a password', 1, PASSWORD],
  ])('leaves the artifacts with signatures that minisign takes, with a key %s', async (_, index, password) => {
    const before = stateOf(built());
    const { text, publicKey } = keys[index]!;
    await sign({ text, password });
    expect(readdirSync(signedRoot).sort()).toEqual(
      [
        ...FILES,
        ...FILES.map((file) => `${file}.minisig`),
        'cup.bin.sha256',
        'manifest.json',
        'tea-1.txt.sha256',
      ].sort(),
    );
    for (const file of readdirSync(built())) {
      expect(readFileSync(join(signedRoot, file)).equals(readFileSync(join(built(), file)))).toBe(true);
    }
    const checks = FILES.map((file) => `minisign -V -P '${publicKey}' -m ${file}`);
    const said = inSigner(`set -e; cd /files; ${checks.join('; ')}`, signedRoot);
    expect(said.match(/Signature and comment signature verified/g)).toHaveLength(FILES.length);
    // Nx would restore a folder that has changed.
    expect(stateOf(built())).toEqual(before);
    expect(builder.lines.at(-1)).toContain(`4 files are signed with the key ${publicKey}; in `);
  });

  it('leaves what was signed before if it fails, and says what is wrong with the key', async () => {
    await sign({});
    const before = stateOf(signedRoot);
    await expect(sign({ text: keys[1]!.text, password: 'gin' })).rejects.toMatchObject({
      code: 'HK_SIGNING_KEY_INVALID',
      message: 'The key my.key cannot be used to sign: the given password is not that of the key.',
    });
    const path = join(built(), 'tea-1.txt');
    writeFileSync(path, 'TEA\n');
    await expect(sign({})).rejects.toMatchObject({ code: 'HK_INPUT_DAMAGED' });
    writeFileSync(path, 'tea\n');
    expect(stateOf(signedRoot)).toEqual(before);
    expect(readdirSync(join(signedRoot, '..'))).toEqual(['tea']);
    expect(docker('ps', '--all', '--quiet', '--filter', `ancestor=${SIGNER}`)).toBe('');
  });

  it('leaves neither key nor password in an image or in what it says', async () => {
    await sign({ text: keys[1]!.text, password: PASSWORD });
    const secret = keys[1]!.text.split('\n')[1]!;
    const said = [
      builder.lines.join('\n'),
      docker('image', 'inspect', SIGNER),
      docker('history', '--no-trunc', SIGNER),
    ];
    for (const file of readdirSync(signedRoot)) said.push(readFileSync(join(signedRoot, file), 'latin1'));
    for (const text of said) {
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain(secret);
    }
    // The image has no key of an earlier signature either.
    expect(inSigner('ls -A /run /workspace 2>/dev/null | tr "\\n" " "')).not.toMatch(/hypriotkit|signing/);
  });
});
