import { DockerfileParser } from 'dockerfile-ast';
import type { Engine } from '../connection/engine';
import { BuildContextInvalid } from '../errors';
import { parseImageReference } from '../registry/image-reference';
import type { HashedEntry } from './context-digest';
import type { NamedImage } from './dockerfile-images';
import { imageOfTrigger, isImageId, namedImages, withImages } from './dockerfile-images';
import { dockerfileText } from './dockerfile-text';
import { DockerfileUnclear } from './dockerfile-unclear';
import type { BuilderSpec } from './ensure-builder';
import { inspectImage } from './inspect-image';
import { imageForPlatform } from './image-for-platform';
import { pullImage } from './pull-image';

/** An image that is known to exist in the engine. */
export interface KnownImage {
  name: string;
  id: string;
  /** Identifies what it was made from, on any engine. */
  digest: string;
}

/** Input of a build without any names of images, which could change their meaning before the build uses them. */
interface Pinned {
  buildArgs: Record<string, string>;
  /** Digests of the images that the Dockerfile names, by these names. */
  images: Record<string, string>;
  /** The Dockerfile with ids for names, by its path. Empty if the Dockerfile names no image. */
  texts: Record<string, string>;
}

/**
 * Replaces names of images by ids, in build arguments and in the Dockerfile. Pulls images that the engine lacks.
 *
 * @param entries the context as it was read
 * @throws BuildContextInvalid when it is unclear which image the Dockerfile means
 * @throws ContentChanged when the Dockerfile has changed since it was read
 */
export async function pinImages(engine: Engine, spec: BuilderSpec, entries: readonly HashedEntry[]): Promise<Pinned> {
  const { folder, dockerfile = 'Dockerfile', buildArgs = {}, known = [] } = spec;
  const idOf = (value: string) => known.find(({ name }) => name === value)?.id ?? value;
  const pinnedArgs = Object.fromEntries(Object.entries(buildArgs).map(([name, value]) => [name, idOf(value)]));

  const text = await dockerfileText(folder, dockerfile, entries);
  const places = imagesOf(text, pinnedArgs, spec);
  const found = new Map<string, KnownImage>();
  for (const place of places) {
    const key = keyOf(place);
    const image = found.get(key) ?? (await find(engine, place, spec));
    found.set(key, image);
    if (place.isBase) await refuseTriggers(engine, image.id, place, spec);
  }
  const named = places.filter(({ reference }) => !isImageId(reference));
  if (named.length === 0) return { buildArgs: pinnedArgs, images: {}, texts: {} };
  const pinned = withImages(
    text,
    named.map((place) => ({ place, by: found.get(keyOf(place))!.id })),
  );
  return {
    buildArgs: pinnedArgs,
    images: Object.fromEntries(named.map((place) => [keyOf(place), found.get(keyOf(place))!.digest])),
    texts: { [dockerfile]: pinned },
  };
}

const keyOf = ({ reference, platform }: NamedImage): string =>
  platform === undefined ? reference : `${reference} for ${platform}`;

function imagesOf(text: string, buildArgs: Record<string, string>, spec: BuilderSpec): NamedImage[] {
  try {
    return namedImages(text, buildArgs);
  } catch (error) {
    if (error instanceof DockerfileUnclear) throw unclear(spec, error);
    throw error;
  }
}

function unclear({ folder, dockerfile = 'Dockerfile' }: BuilderSpec, { line, reason }: DockerfileUnclear): Error {
  return new BuildContextInvalid(
    folder,
    `line ${line} of ${dockerfile}: ${reason}`,
    'Hypriotkit must know every image before it builds. Name it in FROM or COPY --from, directly or with a global ARG.',
  );
}

async function find(engine: Engine, place: NamedImage, spec: BuilderSpec): Promise<KnownImage> {
  const { reference, platform = spec.platform } = place;
  if (isImageId(reference)) return { name: reference, id: reference, digest: reference };
  const ours = spec.known?.find(({ name }) => isSame(name, reference));
  if (ours) return ours;
  const { id } =
    platform === undefined
      ? ((await inspectImage(engine, reference)) ?? (await pullImage(engine, reference, spec)))
      : await imageForPlatform(engine, reference, platform, spec);
  return { name: reference, id, digest: id };
}

/** ONBUILD instructions of a base image may name images too. */
async function refuseTriggers(engine: Engine, id: string, place: NamedImage, spec: BuilderSpec): Promise<void> {
  for (const trigger of (await inspectImage(engine, id))?.triggers ?? []) {
    const [instruction = null] = DockerfileParser.parse(trigger).getInstructions();
    const image = imageOfTrigger(instruction);
    if (image === undefined) continue;
    const reason = `${place.reference} has ONBUILD ${trigger}, which names "${image}"`;
    throw unclear(spec, new DockerfileUnclear(place.line, reason));
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [parseImageReference(one), parseImageReference(other)];
  return a.registry === b.registry && a.name === b.name && a.version === b.version;
}
