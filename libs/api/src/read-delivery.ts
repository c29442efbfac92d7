import { posix } from 'node:path';
import { text } from 'node:stream/consumers';
import { MANIFEST, parseDelivery, type Artifact } from '@hypriotkit/artifacts';
import { IN_IMAGE } from '@hypriotkit/contract';
import { getFile, PathNotFound, type Container } from '@hypriotkit/engine';
import { NothingBuilt } from './errors';
import { CONFIGS } from './input/target';

/** A manifest that was read: what it says, and as it is written. */
interface ReadDelivery {
  artifacts: Artifact[];
  text: string;
}

/** Reads what was delivered into a volume, which the container has. */
export async function readDelivery(container: Container, volume: string): Promise<ReadDelivery> {
  let manifest = '';
  try {
    const path = posix.join(IN_IMAGE.artifacts, MANIFEST);
    await getFile(container, path, async (content) => void (manifest = await text(content)));
  } catch (error) {
    if (error instanceof PathNotFound) throw new NothingBuilt(volume, `it has no ${MANIFEST}`);
    throw error;
  }
  const delivery = parseDelivery(manifest);
  if (delivery === undefined) throw new NothingBuilt(volume, `its ${MANIFEST} cannot be read`);
  const artifacts = delivery.components.flatMap((component) => component.artifacts ?? []);
  const odd = artifacts.find(({ file }) => !isPlain(file));
  if (odd) throw new NothingBuilt(volume, `its ${MANIFEST} names "${odd.file}", which is no name for an artifact`);
  return { artifacts, text: manifest };
}

/** The name of a file beside others: neither hidden nor elsewhere, and none that would take the place of the user's. */
const isPlain = (file: string): boolean => /^[^./\\][^/\\]*$/.test(file) && file !== CONFIGS && file !== MANIFEST;
