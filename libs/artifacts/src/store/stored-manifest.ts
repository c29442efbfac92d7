import { isManifest, MANIFEST, type Artifact, type BuiltManifest } from '../manifest';

/** A manifest in the store. */
export interface StoredManifest extends BuiltManifest {
  /** The key of its entry, so that it is not taken for another one's. Earlier versions did not write it. */
  key?: string;
}

export const ofEntry = (manifest: BuiltManifest, key: string): StoredManifest => ({ ...manifest, key });

/** Parses a stored manifest. Returns undefined if it is invalid: the text may have been truncated or changed. */
export function parseManifest(text: string): StoredManifest | undefined {
  const manifest: unknown = parseObject(text);
  if (!isManifest(manifest) || manifest.artifacts.length === 0) return undefined;
  const { builder } = manifest;
  if (typeof builder?.image !== 'string' || typeof builder.digest !== 'string') return undefined;
  const names = [MANIFEST, ...manifest.artifacts.flatMap(filesOf)];
  return new Set(names).size === names.length ? { ...manifest, builder } : undefined;
}

/** Parses a JSON object. Returns undefined if the text is not one. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** File names of an artifact and its checksum. */
export const filesOf = ({ file }: Artifact): string[] => [file, `${file}.sha256`];

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
