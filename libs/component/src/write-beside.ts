import { Readable } from 'node:stream';
import {
  CHECKSUMS,
  checksumsText,
  INPUTS,
  PROVENANCE,
  provenanceText,
  type Manifest,
  type OutputFolder,
} from '@hypriotkit/artifacts';
import { fetchedFile } from '@hypriotkit/config';
import { sha256OfText } from '@hypriotkit/core';
import type { Made } from './provenance';

/** Writes what is beside the artifacts. Returns the manifest, which does not list it as artifacts. */
export async function writeBeside<M extends Manifest>(
  { manifest, provenance, fetched }: Made & { manifest: M },
  output: OutputFolder,
): Promise<M> {
  if (!provenance) return manifest;
  const statement = provenanceText(manifest, provenance);
  await output.write(CHECKSUMS, Readable.from([checksumsText(manifest)]));
  await output.write(PROVENANCE, Readable.from([statement]));
  if (fetched) await output.write(INPUTS, Readable.from([fetchedFile(fetched)]));
  return { ...manifest, provenance: sha256OfText(statement) };
}
