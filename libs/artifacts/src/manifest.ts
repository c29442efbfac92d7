import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fromSystem } from '@hypriotkit/core';
import { ManifestDamaged } from './errors';

export const MANIFEST = 'manifest.json';

/** One finished file of a component. */
export interface Artifact {
  /** Name of the file, without folder. */
  file: string;
  /** Bytes. */
  size: number;
  /** Hexadecimal SHA-256 of the content. */
  sha256: string;
  /** What the file is to the components that read it, such as `root-filesystem`. */
  role: string;
}

/** What `dist/artifacts/<component>/manifest.json` says. It holds no secret and no time, so that it is reproducible. */
export interface Manifest {
  component: string;
  builder: {
    /** Name of the builder image. */
    image: string;
    /** Digest of what the builder image is made from, base included. */
    digest: string;
    /** Where the builder comes from, if that is a git repository: its URL, without credentials. */
    repository?: string;
    /** The commit there. */
    commit?: string;
  };
  artifacts: Artifact[];
  /** What the builder had to say of them, marked as it marks notes and warnings: whoever takes them from a store is told. */
  notes?: string[];
}

/**
 * Reads the manifest in a component's folder; undefined where there is none.
 *
 * @throws ManifestDamaged when it is not what a build writes, FileAccessFailed when it cannot be read
 */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const path = join(folder, MANIFEST);
  const component = basename(folder);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fromSystem(`Reading what ${component} has left`, error, path);
  }
  const damaged = (reason: string, cause?: unknown) => new ManifestDamaged(path, component, reason, cause);
  const manifest = parseManifest(text, damaged);
  if (!isManifest(manifest)) throw damaged('does not say what a build has left');
  return manifest;
}

function parseManifest(text: string, damaged: (reason: string, cause: unknown) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(text.trim() === '' ? 'is empty' : 'is not valid JSON', cause);
  }
}

/** Whether a value is a manifest, as far as readers rely on it. Its files lie beside it and nowhere else. */
export function isManifest(value: unknown): value is Manifest {
  const { component, artifacts, notes = [] } = (value ?? {}) as Partial<Manifest>;
  return (
    typeof component === 'string' &&
    Array.isArray(artifacts) &&
    artifacts.every(isArtifact) &&
    Array.isArray(notes) &&
    notes.every((note) => typeof note === 'string')
  );
}

function isArtifact(value: unknown): value is Artifact {
  const { file, role, sha256, size } = (value ?? {}) as Partial<Artifact>;
  return (
    typeof file === 'string' &&
    /^[^/\\]+$/.test(file) &&
    !['.', '..', MANIFEST].includes(file) &&
    typeof role === 'string' &&
    /^[0-9a-f]{64}$/.test(String(sha256)) &&
    Number.isSafeInteger(size)
  );
}

/** What the `manifest.json` of a whole build says: the components that were delivered, and the files of each. */
export interface Delivery {
  components: Manifest[];
}

export const printManifest = (manifest: Manifest | Delivery): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** Reads the manifest of a whole build; undefined where a text is none. */
export function parseDelivery(text: string): Delivery | undefined {
  try {
    const delivery = JSON.parse(text) as Partial<Delivery> | null;
    return Array.isArray(delivery?.components) ? (delivery as Delivery) : undefined;
  } catch {
    return undefined;
  }
}

/** What the `.sha256` beside an artifact says, as `sha256sum` writes it. */
export const checksumText = ({ file, sha256 }: Pick<Artifact, 'file' | 'sha256'>): string => `${sha256}  ${file}\n`;

/**
 * What readers of a component depend on are its checksums, whatever else its folder holds. A component that is its
 * builder image has this one.
 */
export const IMAGE_DIGEST = 'builder-image.sha256';

/** What it says. */
export const imageDigestText = ({ builder }: Pick<Manifest, 'builder'>): string =>
  `${builder.digest}  ${builder.image}\n`;
