import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  CHECKSUMS,
  MANIFEST,
  OutputFolder,
  parsePublicKey,
  PROVENANCE,
  SIGNATURE,
  soundManifest,
  verifySignature,
  type PublicKey,
} from '@hypriotkit/artifacts';
import { withLock } from '@hypriotkit/core';
import { getFile, getFiles, makeDirectory, putFiles, putText, withContainer, type Container } from '@hypriotkit/engine';
import { ensureBuilderImage } from './builder-image';
import { ContainerFailed, SigningKeyInvalid } from './errors';
import type { RunRequest } from './request';
import { commonSpec } from './run-builder';
import type { Tools } from './tools';

export interface SignRequest extends RunRequest {
  key: SigningKey;
  /** Absolute path of the folder for the artifacts with their signatures. It is replaced as a whole. */
  signedRoot: string;
}

/** A secret key of minisign. */
export interface SigningKey {
  /** Path of its file, as the user named it. */
  path: string;
  /** Content of the file. */
  text: string;
  /** Empty if the key has none. */
  password: string;
}

// These are in no volume and no image, and vanish with the container.
const KEY = '/run/hypriotkit/signing.key';
const PASSWORD = '/run/hypriotkit/signing.password';
/** What the container leaves beside the signatures. */
const PUBLIC_KEY = 'minisign.pub';
const SECRET = 0o600;

/**
 * Signs the artifacts of a component with minisign, in a container without a network. Leaves them in a folder of their
 * own, each beside its signature, with their manifest, checksums and provenance. The folder of the build stays as it
 * is: Nx would find it changed.
 *
 * @throws InputMissing, InputDamaged, SigningKeyInvalid, ContainerFailed
 */
export async function signArtifacts(request: SignRequest, tools: Tools): Promise<void> {
  const { component, artifactsRoot, signedRoot, key } = request;
  tools.log.masker.hide([key.password, ...key.text.split('\n').slice(1)].filter((line) => line !== ''));
  const folder = join(artifactsRoot, component);
  const output = await OutputFolder.begin(signedRoot);
  try {
    const manifest = await withLock(folder, tools, () => copyArtifacts(folder, component, output));
    const files = [...output.files().keys()];
    const publicKey = await sign(files, request, output, tools);
    for (const file of files) await verifySignature(output.pathOf(file), publicKey);
    await output.commit(manifest);
    tools.log.done(`${files.length} files are signed with the key ${publicKey.text}; in ${relative('', signedRoot)}`);
  } finally {
    await output.discard();
  }
}

/** Copies what is to be signed, and checks it. Resolves to the text of the manifest. */
async function copyArtifacts(folder: string, component: string, output: OutputFolder): Promise<string> {
  const { artifacts } = await soundManifest(folder, { component });
  for (const artifact of artifacts) {
    await output.writeArtifact(artifact, createReadStream(join(folder, artifact.file)));
  }
  for (const file of [CHECKSUMS, PROVENANCE]) await output.write(file, createReadStream(join(folder, file)));
  return readFile(join(folder, MANIFEST), 'utf8');
}

/** Leaves a signature beside each of the files. Resolves to the public key. */
async function sign(files: string[], request: SignRequest, output: OutputFolder, tools: Tools): Promise<PublicKey> {
  const { key, workspace } = request;
  const { image, id: imageId } = await ensureBuilderImage(request.builder, request.fresh, tools);
  const common = await commonSpec(request, {}, tools);
  const sources = files.map((name) => ({
    name,
    source: output.pathOf(name),
    sha256: output.files().get(name)!.sha256,
  }));
  tools.log.step(`Signing ${files.join(', ')}`);
  return withContainer(
    tools.engine,
    { ...common, image, imageId, command: files, access: { limited: true, capabilities: [], offline: true } },
    async (container) => {
      await makeDirectory(container, workspace);
      await putFiles(container, workspace, sources);
      await putText(container, KEY, key.text, SECRET);
      await putText(container, PASSWORD, `${key.password}\n`, SECRET);
      await container.start();
      const { exitCode, outOfMemory } = await container.wait();
      if (exitCode !== 0) throw failure(key, new ContainerFailed(exitCode, outOfMemory, tools.log.tail()));
      await collect(container, request, output);
      return publicKeyIn(container, request);
    },
  );
}

function failure(key: SigningKey, error: ContainerFailed): Error {
  const isRefused = error.lastLines.some((line) => /wrong password/i.test(line));
  return isRefused ? new SigningKeyInvalid(key.path, 'the given password is not that of the key', error) : error;
}

async function collect(container: Container, { workspace }: SignRequest, output: OutputFolder): Promise<void> {
  const isSignature = (name: string) => name.endsWith(SIGNATURE);
  await getFiles(
    container,
    workspace,
    isSignature,
    async ({ name }, content) => void (await output.write(name, content)),
  );
}

async function publicKeyIn(container: Container, { workspace }: SignRequest): Promise<PublicKey> {
  let content = '';
  await getFile(container, `${workspace}/${PUBLIC_KEY}`, async (stream) => void (content = await text(stream)));
  return parsePublicKey(content, PUBLIC_KEY);
}
