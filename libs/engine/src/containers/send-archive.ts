import type Docker from 'dockerode';
import type { Readable } from 'node:stream';
import { upload } from '../archives/upload';
import { fromEngine } from '../from-engine';

/** Unpacks a tar archive in a directory of the container. What the archive itself fails with is thrown as it is. */
export async function sendArchive(
  container: Docker.Container,
  directory: string,
  tar: Readable,
  signal?: AbortSignal,
): Promise<void> {
  const what = `Putting files into ${directory}`;
  const send = (body: Readable, abortSignal: AbortSignal) =>
    container.putArchive(body, { path: directory, abortSignal }).catch((error: unknown) => {
      throw fromEngine(what, error);
    });
  await upload(what, tar, send, signal);
}
