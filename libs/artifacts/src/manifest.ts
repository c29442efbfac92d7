import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

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
}

/** Reads the manifest in a component's folder; undefined where there is none. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export const printManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;
