import { Readable } from 'node:stream';
import { CHECKSUMS, checksumsText, PROVENANCE, provenanceText, type OutputFolder } from '@hypriotkit/artifacts';
import type { Made } from './provenance';

/** Writes what is beside the artifacts. The manifest does not list it. */
export async function writeBeside({ manifest, provenance }: Made, output: OutputFolder): Promise<void> {
  if (!provenance) return;
  await output.write(CHECKSUMS, Readable.from([checksumsText(manifest)]));
  await output.write(PROVENANCE, Readable.from([provenanceText(manifest, provenance)]));
}
