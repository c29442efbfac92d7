import { posix } from 'node:path';
import type { Artifact } from '@hypriotkit/artifacts';
import { getFile, PathNotFound, sweepLeftovers, volumeExists, withContainer, type Container } from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { NothingBuilt } from './errors/volume-errors';
import { readDelivery } from './handover/read-delivery';
import { Handover } from './handover/handover';
import { imageOf } from './input/image';
import { checkWritable } from './input/target';
import { volumeOf } from './input/volume';
import type { ContentOptions } from './options';
import { ARTIFACTS } from './orchestrator/contract';
import { labelsOf } from './orchestrator/labels';

/**
 * Copies the artifacts in the volume to the target folder, each with its `.sha256`, and the manifest that says what they
 * are. Files of these names are replaced, all together, when every one has arrived whole and is what its checksum says;
 * all other files stay. They belong to the calling user. For a mapped volume it does nothing.
 *
 * They are read through a container of the image that is never started, so that a remote engine serves as well.
 *
 * @returns the names of the files that were copied
 * @throws InputInvalid (ImageNameInvalid, VolumeInvalid, TargetInvalid), EngineUnreachable, ImageNotFound, NothingBuilt,
 *   ChecksumMismatch, DiskFull, TransferFailed, Interrupted
 */
export async function getVolumeContent(options: ContentOptions): Promise<string[]> {
  const image = imageOf(options);
  const { name } = volumeOf(options);
  if (name === undefined) return [];
  checkWritable(options.target);

  const engine = await connectTo(options);
  await sweepLeftovers(engine);
  // A container would make a volume that is not there.
  if (!(await volumeExists(engine, name))) throw new NothingBuilt(name, 'there is no such volume');
  const { signal, log } = options;
  const spec = { image, command: ['true'], volumes: { [name]: ARTIFACTS }, labels: labelsOf('content'), signal, log };
  return withContainer(engine, spec, (container) => copyAll(container, name, options));
}

async function copyAll(container: Container, volume: string, { target, log }: ContentOptions): Promise<string[]> {
  const { artifacts, text } = await readDelivery(container, volume);
  const handover = await Handover.begin(target, artifacts);
  try {
    for (const artifact of artifacts) {
      log?.step(`Copying ${artifact.file}`);
      await copy(container, volume, artifact, handover);
    }
    return await handover.finish(text);
  } finally {
    await handover.discard();
  }
}

async function copy(container: Container, volume: string, artifact: Artifact, handover: Handover): Promise<void> {
  try {
    const path = posix.join(ARTIFACTS, artifact.file);
    await getFile(container, path, (content) => handover.write(artifact, content));
  } catch (error) {
    if (error instanceof PathNotFound) throw new NothingBuilt(volume, `${artifact.file} is not in it`);
    throw error;
  }
}
