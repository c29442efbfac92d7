import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../connection/engine';
import { parseImageReference } from '../registry/image-reference';
import type { BuilderSpec } from './ensure-builder';
import { namedImages, withImages } from './dockerfile-images';
import { inspectImage } from './inspect-image';
import { pullImage } from './pull-image';

/** An image that somebody has made sure of. */
export interface KnownImage {
  name: string;
  id: string;
  /** Identifies what it was made from, on every engine. */
  digest: string;
}

/** What the engine is told, so that no name is left in it that could mean another image by then. */
interface Pinned {
  buildArgs: Record<string, string>;
  /** What the names in the Dockerfile mean now: digests by names. */
  images: Record<string, string>;
  /** The Dockerfile with ids for names, by its path; nothing where it names none. */
  texts: Record<string, string>;
}

/** Replaces names of images by their ids, in build arguments and in the Dockerfile. What the engine lacks is pulled. */
export async function pinImages(engine: Engine, spec: BuilderSpec): Promise<Pinned> {
  const { folder, dockerfile = 'Dockerfile', buildArgs = {}, known = [] } = spec;
  const idOf = (value: string) => known.find(({ name }) => name === value)?.id ?? value;
  const pinnedArgs = Object.fromEntries(Object.entries(buildArgs).map(([name, value]) => [name, idOf(value)]));

  const text = await readFile(join(folder, dockerfile), 'utf8');
  const places = namedImages(text, pinnedArgs);
  const found = new Map<string, KnownImage>();
  for (const { reference } of places) found.set(reference, found.get(reference) ?? (await find(reference)));
  if (found.size === 0) return { buildArgs: pinnedArgs, images: {}, texts: {} };
  return {
    buildArgs: pinnedArgs,
    images: Object.fromEntries([...found].map(([reference, { digest }]) => [reference, digest])),
    texts: {
      [dockerfile]: withImages(
        text,
        places.map((place) => ({ place, by: found.get(place.reference)!.id })),
      ),
    },
  };

  async function find(reference: string): Promise<KnownImage> {
    const ours = known.find(({ name }) => isSame(name, reference));
    if (ours) return ours;
    const { id } = (await inspectImage(engine, reference)) ?? (await pullImage(engine, reference, spec));
    return { name: reference, id, digest: id };
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [parseImageReference(one), parseImageReference(other)];
  return a.registry === b.registry && a.name === b.name && a.version === b.version;
}
