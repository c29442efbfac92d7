import type { ContainerSpec } from './container-spec';
import { lines, LineSplitter } from './lines';
import { demultiplex, type Piece } from './multiplexed';

/** Passes each line of a container's output to `onLine`, one after the other. Settles when the output has ended. */
export async function followOutput(
  source: AsyncIterable<Buffer>,
  { onLine, onStdout, masker }: Pick<ContainerSpec, 'onLine' | 'onStdout' | 'masker'>,
): Promise<void> {
  const all = demultiplex(source);
  const pieces = onStdout ? tapped(all, onStdout) : all;
  for await (const { stream, text } of lines(pieces, masker)) await onLine?.(stream, text);
}

/** Passes pieces on, and also passes the unmasked lines of standard output to another function. */
async function* tapped(
  pieces: AsyncIterable<Piece>,
  onStdout: NonNullable<ContainerSpec['onStdout']>,
): AsyncGenerator<Piece> {
  const splitter = new LineSplitter();
  for await (const piece of pieces) {
    if (piece.stream === 'stdout') splitter.take(piece.bytes).forEach((line) => onStdout(line));
    yield piece;
  }
  splitter.end().forEach((line) => onStdout(line));
}
