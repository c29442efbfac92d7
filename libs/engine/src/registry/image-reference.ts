export interface ImageReference {
  /** Host of the registry. By default `docker.io`. */
  registry: string;
  /** Everything before the tag or digest, as written. */
  name: string;
  /** The tag, or the digest with its algorithm. By default `latest`. */
  version: string;
}

export const DOCKER_HUB = 'docker.io';

/**
 * Parses the name of an image. The part before the first slash is a registry if it has a dot or a colon, or is
 * `localhost`. Otherwise it is a user of Docker Hub (https://pkg.go.dev/github.com/distribution/reference).
 */
export function parseImageReference(text: string): ImageReference {
  const [beforeDigest = '', digest] = text.split('@', 2);
  const [, name = beforeDigest, tag] = /^(.*?)(?::([\w][\w.-]*))?$/.exec(beforeDigest) ?? [];
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const isRegistry = first === 'localhost' || /[.:]/.test(first);
  const registry = isRegistry && first !== 'index.docker.io' ? first : DOCKER_HUB;
  return { registry, name, version: digest ?? tag ?? 'latest' };
}

const HOST =
  /(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])/;
const PART = /[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*/;
const TAG = /\w[\w.-]{0,127}/;
const DIGEST = /[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}/;
const REFERENCE = new RegExp(
  `^(?:${HOST.source}(?::[0-9]+)?/)?${PART.source}(?:/${PART.source})*(?::${TAG.source})?(?:@${DIGEST.source})?$`,
);
/** In characters. */
const LONGEST_NAME = 255;

const HIGHEST_PORT = 65_535;

const hasPossiblePort = ({ registry }: ImageReference): boolean =>
  Number(/:(\d+)$/.exec(registry)?.[1] ?? 0) <= HIGHEST_PORT;

/**
 * Whether a text is a valid name of an image, with or without registry, tag and digest. For the grammar, see
 * https://pkg.go.dev/github.com/distribution/reference.
 */
export const isImageReference = (text: string): boolean =>
  text.length <= 2 * LONGEST_NAME && REFERENCE.test(text) && isPossible(parseImageReference(text));

const isPossible = (image: ImageReference): boolean => image.name.length <= LONGEST_NAME && hasPossiblePort(image);
