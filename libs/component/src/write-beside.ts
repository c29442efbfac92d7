import { Readable } from 'node:stream';
import { CHECKSUMS, checksumsText, INPUTS, PROVENANCE, provenanceText, type OutputFolder } from '@hypriotkit/artifacts';
import { fetchedFile } from '@hypriotkit/config';
import type { Made } from './provenance';

/** Writes what is beside the artifacts. The manifest does not list it. */
export async function writeBeside({ manifest, provenance, fetched }: Made, output: OutputFolder): Promise<void> {
  if (!provenance) return;
  await output.write(CHECKSUMS, Readable.from([checksumsText(manifest)]));
  await output.write(PROVENANCE, Readable.from([provenanceText(manifest, provenance)]));
  if (fetched) await output.write(INPUTS, Readable.from([fetchedFile(fetched)]));
}
