import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestKey } from '../../../libs/artifacts/src/testing/test-key';
import { verifySignature, publicKeyFrom } from '@hypriotkit/artifacts';
import { addSmallComponents, NOW } from '../lib/small-components';
import { WorkspaceCopy } from '../lib/workspace-copy';

const key = new TestKey();

let workspace: WorkspaceCopy;
beforeAll(() => {
  workspace = new WorkspaceCopy();
  addSmallComponents(workspace, 'echo "==> Brewing"');
  const base = { image: 'debian:trixie-slim' };
  workspace.editJson('components/small_tea/project.json', ({ targets }) => {
    targets!['sign'] = {
      executor: '@hypriotkit/docker:sign',
      dependsOn: ['build'],
      options: { builder: 'components/rpi_sd_image/signer', image: workspace.image('signer'), base },
    };
    targets!['taste'] = {
      executor: '@hypriotkit/docker:run',
      dependsOn: ['build'],
      options: {
        ...{ builder: 'taster', image: workspace.image('taster'), base },
        inputs: [{ component: 'small_tea', role: 'archive' }],
        settings: { public_key: { description: 'Key.', keyOf: 'archive' } },
      },
    };
  });
  workspace.write(
    'taster/Dockerfile',
    'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCMD ["sh", "-c", "echo tasted; ls /workspace"]\n',
  );
  workspace.write('boards/garage/configs.json', '{ "small_tea": { "password": "locker" } }');
  workspace.commit();
  writeFileSync(at('my.key'), key.secretKey);
});
afterAll(() => workspace.remove());

const at = (...path: string[]) => join(workspace.root, ...path);
const nx = (...args: string[]) => workspace.nx(args, { SOURCE_DATE_EPOCH: NOW });
const said = (...args: string[]) => nx(...args).catch((error: Error) => error.message);
const filesIn = (...path: string[]) => readdirSync(at(...path)).sort();
const SIGNED = ['SHA256SUMS', 'provenance.json', 'small_tea.txt'];

it('refuses a key before anything is built', async () => {
  for (const [words, message] of [
    [[], /It is not said which key to sign with/],
    [['--key=nowhere.key'], /The key nowhere\.key cannot be used to sign: it does not exist/],
    [['--key=package.json'], /it is not a secret key of minisign/],
  ] as const) {
    const output = await said('run', 'small_tea:sign', ...words);
    expect(output).toMatch(message);
    expect(output).toContain('HK_SIGNING_KEY_INVALID');
    expect(output).not.toContain('Brewing');
  }
  const output = await said('run', 'small_tea:taste', '--public_key=nowhere.pub');
  expect(output).toContain('HK_PUBLIC_KEY_INVALID');
  expect(output).not.toContain('Brewing');
});

it("signs a component and a board; builds are as they were, and Nx's cache as well", async () => {
  const output = await nx('run', 'small_tea:sign', '--key=my.key');
  expect(output).toMatch(
    new RegExp(`3 files are signed with the key ${key.publicKey.replace(/[+/]/g, '.')}; in dist/signed/small_tea`),
  );
  const beside = ['manifest.json', 'small_tea.txt.sha256'];
  expect(filesIn('dist/signed/small_tea')).toEqual(
    [...SIGNED, ...SIGNED.map((file) => `${file}.minisig`), ...beside].sort(),
  );
  expect(filesIn('dist/artifacts/small_tea')).toEqual([...SIGNED, ...beside].sort());
  const publicKey = await publicKeyFrom(key.publicKey);
  for (const file of SIGNED) await verifySignature(at('dist/signed/small_tea', file), publicKey);

  expect(await nx('run', 'small_tea:build')).toContain('from the cache instead of running the command for 2 out of 2');
  rmSync(at('dist/artifacts'), { recursive: true });
  expect(await nx('run', 'small_tea:build')).toContain('from the cache instead of running the command for 2 out of 2');
  expect(filesIn('dist/signed/small_tea')).toContain('small_tea.txt.minisig');

  await nx('run', 'garage:sign', '--key=my.key');
  await verifySignature(at('dist/signed/garage/small_tea.txt'), publicKey);
  // Nobody finds the secret key in what is kept.
  const secret = key.secretKey.split('\n')[1]!;
  for (const folder of ['.nx/cache', 'dist']) {
    for (const file of readdirSync(at(folder), { recursive: true, withFileTypes: true })) {
      if (file.isFile()) expect(readFileSync(join(file.parentPath, file.name), 'latin1')).not.toContain(secret);
    }
  }
});

it('runs a container only with what is signed', async () => {
  const taste = (publicKey: string) => said('run', 'small_tea:taste', `--public_key=${publicKey}`);
  const good = await taste(key.publicKey);
  expect(good).toContain(`small_tea.txt is signed with the key ${key.publicKey}: timestamp:`);
  expect(good).toContain('tasted');
  for (const [output, code] of [
    [await taste(new TestKey().publicKey), 'HK_SIGNATURE_INVALID'],
    [await signedBefore(), 'HK_SIGNATURE_INVALID'],
    [await unsigned(), 'HK_SIGNATURE_MISSING'],
  ] as const) {
    expect(output).toContain(code);
    expect(output).not.toContain('tasted');
  }

  /** The signature is that of an earlier build. */
  async function signedBefore(): Promise<string> {
    workspace.edit('components/small_tea/builder/build.sh', (text) => `${text}echo more >>small_tea.txt\n`);
    return taste(key.publicKey);
  }

  async function unsigned(): Promise<string> {
    rmSync(at('dist/signed'), { recursive: true });
    return taste(key.publicKey);
  }
});
