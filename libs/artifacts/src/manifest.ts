import { basename, join } from 'node:path';
import { fromSystem, readRegularFile, sha256OfText } from '@hypriotkit/core';
import { ManifestDamaged } from './errors';
import { PROVENANCE } from './provenance';

export const MANIFEST = 'manifest.json';

/** One finished file of a component. */
export interface Artifact {
  /** File name without a folder. */
  file: string;
  /** In bytes. */
  size: number;
  /** SHA-256 of the content, 64 hex digits. */
  sha256: string;
  /** What the file is for, such as `root-filesystem`. Other components ask for it by this name. */
  role: string;
}

/** The builder image that made artifacts. */
export interface MadeBy {
  /** Name of the builder image. */
  image: string;
  /** Digest of everything that the builder image is made from, including its base. */
  digest: string;
  /** URL of the builder's git repository, without credentials, if it comes from one. */
  repository?: string;
  /** The commit in that repository. */
  commit?: string;
}

/** The content of `dist/artifacts/<component>/manifest.json`. It has no secrets and no times, so it is reproducible. */
export interface Manifest {
  component: string;
  /** Absent if the artifacts were there ready-made. */
  builder?: MadeBy;
  artifacts: Artifact[];
  /** The builder's notes and warnings, with their marks. They are shown again when the artifacts come from a store. */
  notes?: string[];
  /** SHA-256 of the `provenance.json` beside it, 64 hex digits. Artifacts that were there ready-made may have none. */
  provenance?: string;
}

/** A manifest with the SHA-256 of all the rest of it, 64 hex digits: nothing else tells whether a cache has damaged it. */
interface Sealed extends Manifest {
  sha256?: string;
}

/** A manifest of artifacts that a builder made, as all in the store are. */
export interface BuiltManifest extends Manifest {
  builder: MadeBy;
  /** What the builder fetched, as a build writes it beside the artifacts. Only the store keeps it here. */
  fetched?: object;
}

/** Name of the file beside the artifacts that says what their builder fetched. */
export const INPUTS = 'inputs.json';

/**
 * Reads the manifest in a component's folder. Returns undefined if the folder has no manifest.
 *
 * @throws ManifestDamaged when a build would not have written it
 * @throws FileAccessFailed when it cannot be read
 */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const path = join(folder, MANIFEST);
  const component = basename(folder);
  let text: string;
  try {
    text = (await readRegularFile(path)).toString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fromSystem(`Reading the artifacts of ${component}`, error, path);
  }
  const damaged = (reason: string, cause?: unknown) => new ManifestDamaged(path, component, reason, cause);
  const manifest = parseManifest(text, damaged);
  if (!isManifest(manifest)) throw damaged('does not describe the artifacts of a build');
  return unsealed(manifest, damaged);
}

function unsealed({ sha256, ...manifest }: Sealed, damaged: (reason: string) => Error): Manifest {
  if (sha256 !== undefined && sha256 !== digestOf(manifest)) throw damaged('is not as it was written');
  return manifest;
}

function parseManifest(text: string, damaged: (reason: string, cause: unknown) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(text.trim() === '' ? 'is empty' : 'is not valid JSON', cause);
  }
}

/** Whether a value is a manifest, as far as readers rely on it. File names must not have a folder. */
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
    !['.', '..', MANIFEST, CHECKSUMS, PROVENANCE, INPUTS].includes(file) &&
    typeof role === 'string' &&
    /^[0-9a-f]{64}$/.test(String(sha256)) &&
    Number.isSafeInteger(size)
  );
}

/** The `manifest.json` of a whole build: the delivered components and their files. */
export interface Delivery {
  components: Manifest[];
}

export const printManifest = (manifest: Manifest | Delivery): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** Content of a component's `manifest.json`. */
export const printSealed = (manifest: Manifest): string => {
  const sealed: Sealed = { ...manifest, sha256: digestOf(manifest) };
  return `${JSON.stringify(sealed, null, 2)}\n`;
};

const digestOf = (manifest: Manifest): string => sha256OfText(printManifest(manifest));

/** Parses the manifest of a whole build. Returns undefined if the text is not one. */
export function parseDelivery(text: string): Delivery | undefined {
  try {
    const delivery = JSON.parse(text) as Partial<Delivery> | null;
    return Array.isArray(delivery?.components) ? (delivery as Delivery) : undefined;
  } catch {
    return undefined;
  }
}

/** Content of the `.sha256` beside an artifact, in the format of `sha256sum`. */
export const checksumText = ({ file, sha256 }: Pick<Artifact, 'file' | 'sha256'>): string => `${sha256}  ${file}\n`;

/**
 * Name of the file beside the artifacts with all their checksums. Nx tells by it whether the components that read them
 * must be built again.
 */
export const CHECKSUMS = 'SHA256SUMS';

/** Content of that file. It says what each artifact is for, too: others may have the same role by now. */
export const checksumsText = ({ artifacts }: Pick<Manifest, 'artifacts'>): string =>
  artifacts.map((artifact) => `# ${JSON.stringify(artifact.role).slice(1, -1)}\n${checksumText(artifact)}`).join('');
