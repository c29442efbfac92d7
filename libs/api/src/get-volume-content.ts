import { join, posix } from 'node:path';
import type { Readable } from 'node:stream';
import { OutputFolder, type Artifact } from '@hypriotkit/artifacts';
import { LOCK_FILE } from '@hypriotkit/config';
import { boardPlace, IN_IMAGE } from '@hypriotkit/contract';
import type { Logger } from '@hypriotkit/core';
import { getFile, PathNotFound, sweepLeftovers, volumeExists, withContainer, type Container } from '@hypriotkit/engine';
import { connectTo } from './connect-to';
import { NothingBuilt } from './errors';
import { checkOptions } from './input/check-options';
import { boardsIn, checkBoardFolders, checkLockPlace, checkWritable, refuseFolder } from './input/target';
import { volumeOf } from './input/volume';
import { imageOf, type ContentOptions } from './options';
import { labelsOf } from './orchestrator/labels';
import { readDelivery } from './read-delivery';

const WHAT = 'Copying the artifacts';

/**
 * Copies the artifacts in the volume, each with its `.sha256`, their provenance and their manifest to the target folder, or those of
 * boards to the boards' folders in it and, with `writeLock`, the lock. The copies belong to the calling user.
 *
 * Existing files of these names are replaced, but only after every file has arrived and matches its checksum. All other
 * files stay. Does nothing for a mapped volume.
 *
 * The files are read through a container that is never started, so this also works with a remote engine.
 *
 * @returns the names of the copied files, relative to the target folder
 * @throws InputInvalid (ImageNameInvalid, VolumeInvalid, TargetInvalid, BoardUnknown, NameInvalid), EngineUnreachable,
 *   ImageNotFound, NothingBuilt, ChecksumMismatch, DiskFull, TransferFailed, Interrupted
 */
export async function getVolumeContent(options: ContentOptions): Promise<string[]> {
  checkOptions(options);
  const image = imageOf(options);
  const { name } = volumeOf(options);
  if (name === undefined) return [];
  checkWritable(options.target);
  const boards = boardsIn(options);
  checkBoardFolders(options.target, boards);
  checkLockPlace(options);

  const engine = await connectTo(options);
  await sweepLeftovers(engine);
  // A container would create a missing volume.
  if (!(await volumeExists(engine, name))) throw new NothingBuilt(name, 'there is no such volume');
  const { signal, log, writeLock = false } = options;
  const spec = {
    image,
    command: ['true'],
    volumes: { [name]: IN_IMAGE.artifacts },
    labels: labelsOf('content'),
    signal,
    log,
  };
  const places = boards.length > 0 ? boards.map(boardPlace) : [''];
  const copies = places.map((place) => ({ place, to: join(options.target, place) }));
  const lockTo = writeLock ? options.target : undefined;
  return withContainer(engine, spec, (container) => copyAll(container, name, copies, lockTo, log));
}

/** A folder of the volume, relative to it, and the folder that its artifacts are copied to. */
interface Copy {
  place: string;
  to: string;
}

/** @param lockTo The folder that the lock is copied to. Undefined: it is not. */
async function copyAll(
  container: Container,
  volume: string,
  copies: Copy[],
  lockTo: string | undefined,
  log?: Logger,
): Promise<string[]> {
  const outputs: { output: OutputFolder; text?: string; place: string }[] = [];
  try {
    for (const { place, to } of copies) {
      const { artifacts, provenance, text } = await readDelivery(container, volume, place);
      const names = [...artifacts.flatMap(({ file }) => [file, `${file}.sha256`]), ...provenance];
      for (const name of names) refuseFolder(to, name);
      const output = await OutputFolder.within(to, { what: WHAT });
      outputs.push({ output, text, place });
      for (const artifact of artifacts) {
        log?.step(`Copying ${posix.join(place, artifact.file)}`);
        await copy(container, volume, place, artifact, output);
      }
      for (const file of provenance) await copyIfThere(container, place, file, output);
    }
    if (lockTo !== undefined) {
      const output = await OutputFolder.within(lockTo, { what: WHAT });
      outputs.push({ output, place: '' });
      await take(container, volume, LOCK_FILE, async (content) => void (await output.write(LOCK_FILE, content)));
    }
    const copied: string[] = [];
    for (const { output, text, place } of outputs) {
      for (const file of await output.commit(text)) copied.push(posix.join(place, file));
    }
    return copied;
  } finally {
    for (const { output } of outputs) await output.discard();
  }
}

async function copy(
  container: Container,
  volume: string,
  place: string,
  artifact: Artifact,
  output: OutputFolder,
): Promise<void> {
  const name = posix.join(place, artifact.file);
  await take(container, volume, name, (content) => output.writeArtifact(artifact, content));
}

/** Takes a file out of the volume, which must have it. */
async function take(
  container: Container,
  volume: string,
  name: string,
  use: (content: Readable) => Promise<void>,
): Promise<void> {
  try {
    await getFile(container, posix.join(IN_IMAGE.artifacts, name), use);
  } catch (error) {
    if (error instanceof PathNotFound) throw new NothingBuilt(volume, `${name} is not in it`);
    throw error;
  }
}

async function copyIfThere(container: Container, place: string, file: string, output: OutputFolder): Promise<void> {
  try {
    const path = posix.join(IN_IMAGE.artifacts, place, file);
    await getFile(container, path, async (content) => void (await output.write(file, content)));
  } catch (error) {
    if (!(error instanceof PathNotFound)) throw error;
  }
}
