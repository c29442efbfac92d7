import { posix } from 'node:path';
import { text } from 'node:stream/consumers';
import { deliveredProvenance, MANIFEST, parseDelivery, type Artifact } from '@hypriotkit/artifacts';
import { BOARD_FILE, BOARD_LOCAL_FILE } from '@hypriotkit/config';
import { IN_IMAGE } from '@hypriotkit/contract';
import { getFile, PathNotFound, type Container } from '@hypriotkit/engine';
import { NothingBuilt } from './errors';

/** A manifest: its artifacts, and its text. */
interface ReadDelivery {
  artifacts: Artifact[];
  /** Names of the files with the provenance of the artifacts. Earlier versions did not deliver them. */
  provenance: string[];
  text: string;
}

/**
 * Reads the manifest in the container's volume.
 *
 * @param place The folder of the manifest in the volume; empty for that of a build of components.
 * @throws NothingBuilt if there is none, or it cannot be used
 */
export async function readDelivery(container: Container, volume: string, place: string): Promise<ReadDelivery> {
  let manifest = '';
  try {
    const path = posix.join(IN_IMAGE.artifacts, place, MANIFEST);
    await getFile(container, path, async (content) => void (manifest = await text(content)));
  } catch (error) {
    if (error instanceof PathNotFound) throw new NothingBuilt(volume, `it has no ${posix.join(place, MANIFEST)}`);
    throw error;
  }
  return deliveryIn(manifest, (reason) => new NothingBuilt(volume, reason));
}

/** Reads the text of a manifest. @param failure makes the error from a reason */
export function deliveryIn(manifest: string, failure: (reason: string) => Error): ReadDelivery {
  const delivery = parseDelivery(manifest);
  if (delivery === undefined) throw failure(`its ${MANIFEST} cannot be read`);
  const artifacts = delivery.components.flatMap((component) => component.artifacts ?? []);
  const odd = artifacts.find(({ file }) => !isPlain(file));
  if (odd) throw failure(`its ${MANIFEST} names "${odd.file}", which is not a valid name of an artifact`);
  const provenance = delivery.components
    .filter((component) => component.artifacts?.length > 0)
    .map(({ component }) => deliveredProvenance(String(component)))
    .filter(isPlain);
  return { artifacts, provenance, text: manifest };
}

/** Whether this is a plain file name: not hidden, not in another folder, and not one of the reserved names. */
const isPlain = (file: string): boolean =>
  /^[^./\\][^/\\]*$/.test(file) && ![BOARD_FILE, BOARD_LOCAL_FILE, MANIFEST].includes(file);
