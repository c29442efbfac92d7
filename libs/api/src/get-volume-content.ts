import { statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { OutputFolder, type Artifact } from '@hypriotkit/artifacts';
import { IN_IMAGE } from '@hypriotkit/contract';
import { getFile, PathNotFound, sweepLeftovers, volumeExists, withContainer, type Container } from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { NothingBuilt, TargetInvalid } from './errors';
import { checkWritable } from './input/target';
import { volumeOf } from './input/volume';
import { imageOf, type ContentOptions } from './options';
import { labelsOf } from './orchestrator/labels';
import { readDelivery } from './read-delivery';

/**
 * Copies the artifacts in the volume, each with its `.sha256`, and their manifest to the target folder. The copies
 * belong to the calling user.
 *
 * Existing files of these names are replaced, but only after every file has arrived and matches its checksum. All other
 * files stay. Does nothing for a mapped volume.
 *
 * The files are read through a container that is never started, so this also works with a remote engine.
 *
 * @returns the names of the copied files
 * @throws InputInvalid (ImageNameInvalid, VolumeInvalid, TargetInvalid), EngineUnreachable, ImageNotFound,
 *   NothingBuilt, ChecksumMismatch, DiskFull, TransferFailed, Interrupted
 */
export async function getVolumeContent(options: ContentOptions): Promise<string[]> {
  const image = imageOf(options);
  const { name } = volumeOf(options);
  if (name === undefined) return [];
  checkWritable(options.target);

  const engine = await connectTo(options);
  await sweepLeftovers(engine);
  // A container would create a missing volume.
  if (!(await volumeExists(engine, name))) throw new NothingBuilt(name, 'there is no such volume');
  const { signal, log } = options;
  const spec = {
    image,
    command: ['true'],
    volumes: { [name]: IN_IMAGE.artifacts },
    labels: labelsOf('content'),
    signal,
    log,
  };
  return withContainer(engine, spec, (container) => copyAll(container, name, options));
}

async function copyAll(container: Container, volume: string, { target, log }: ContentOptions): Promise<string[]> {
  const { artifacts, text } = await readDelivery(container, volume);
  for (const { file } of artifacts) [file, `${file}.sha256`].forEach((name) => refuseFolder(target, name));
  const output = await OutputFolder.within(target, { what: 'Copying the artifacts' });
  try {
    for (const artifact of artifacts) {
      log?.step(`Copying ${artifact.file}`);
      await copy(container, volume, artifact, output);
    }
    return await output.commit(text);
  } finally {
    await output.discard();
  }
}

async function copy(container: Container, volume: string, artifact: Artifact, output: OutputFolder): Promise<void> {
  try {
    const path = posix.join(IN_IMAGE.artifacts, artifact.file);
    await getFile(container, path, (content) => output.writeArtifact(artifact, content));
  } catch (error) {
    if (error instanceof PathNotFound) throw new NothingBuilt(volume, `${artifact.file} is not in it`);
    throw error;
  }
}

/** Refuses to replace a folder that has the name of an artifact. */
function refuseFolder(target: string, file: string): void {
  if (!statSync(join(target, file), { throwIfNoEntry: false })?.isDirectory()) return;
  throw new TargetInvalid(target, `it has a folder named ${file}`, 'Move it away, or name another target folder.');
}
