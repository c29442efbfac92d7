import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { MANIFEST, OutputFolder, type Exchange } from '@hypriotkit/artifacts';
import { boardPlace } from '@hypriotkit/contract';
import { readArchive } from '@hypriotkit/engine';
import { ResultDamaged } from '../errors';
import { deliveryIn } from '../read-delivery';

/**
 * Fetches the result of a board from the shared cache to the board's folder. Files are replaced after all have arrived and
 * match their checksums.
 *
 * @throws ExchangeFailed, ResultDamaged, ChecksumMismatch, TransferFailed, DiskFull, Interrupted
 */
export async function collect(exchange: Exchange, board: string, id: string, target: string): Promise<void> {
  const what = `Fetching the image of ${board}`;
  const folder = join(target, boardPlace(board));
  mkdirSync(folder, { recursive: true });
  const output = await OutputFolder.within(folder, { what });
  try {
    const manifest = await fetchAll(await exchange.get(what, id), what, board, output);
    await output.checkPlaces();
    await output.commit(manifest);
  } finally {
    await output.discard();
  }
}

/** Resolves to the text of the manifest, which comes first. */
async function fetchAll(archive: Readable, what: string, board: string, output: OutputFolder): Promise<string> {
  const damaged = (reason: string) => new ResultDamaged(board, reason);
  let delivery: ReturnType<typeof deliveryIn> | undefined;
  const missing = new Set<string>();
  await readArchive(archive, what, ({ name }) => {
    if (delivery === undefined && name !== MANIFEST) throw damaged(`it has no ${MANIFEST}`);
    if (delivery === undefined) {
      return async (content) => {
        delivery = deliveryIn(await text(content), damaged);
        delivery.artifacts.forEach(({ file }) => missing.add(file));
      };
    }
    const artifact = missing.has(name) ? delivery.artifacts.find(({ file }) => file === name) : undefined;
    if (!artifact && !delivery.provenance.includes(name)) return undefined;
    missing.delete(name);
    return async (content) => {
      if (artifact) await output.writeArtifact(artifact, content);
      else await output.write(name, content);
    };
  });
  if (delivery === undefined) throw damaged('it is empty');
  if (missing.size > 0) throw damaged(`${[...missing].join(', ')} is not in it`);
  return delivery.text;
}
