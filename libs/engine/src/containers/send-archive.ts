import type Docker from 'dockerode';
import type { Readable } from 'node:stream';
import { upload } from '../archives/upload';
import { fromEngine } from '../from-engine';

/** Unpacks a tar archive into a directory of the container. Errors of the archive itself are passed on unchanged. */
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
