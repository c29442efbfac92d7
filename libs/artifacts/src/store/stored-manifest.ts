import { isManifest, MANIFEST, type Artifact, type Manifest } from '../manifest';

/** A manifest that was kept, if it is one: whatever a volume holds may have been cut short or changed. */
export function parseManifest(text: string): Manifest | undefined {
  const manifest: unknown = parseObject(text);
  if (!isManifest(manifest) || manifest.artifacts.length === 0) return undefined;
  const { image, digest } = (manifest.builder ?? {}) as Partial<Manifest['builder']>;
  if (typeof image !== 'string' || typeof digest !== 'string') return undefined;
  const names = [MANIFEST, ...manifest.artifacts.flatMap(filesOf)];
  return new Set(names).size === names.length ? manifest : undefined;
}

/** The value of a text that is a JSON object. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The names of an artifact and of its checksum. */
export const filesOf = ({ file }: Artifact): string[] => [file, `${file}.sha256`];

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
