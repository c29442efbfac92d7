import type { LineSink } from './container-spec';
import { lines } from './lines';
import { demultiplex, unmultiplexed } from './multiplexed';

/** Hands every line of a container's output to `onLine`, one after the other; settles when the output has ended. */
export async function followOutput(source: AsyncIterable<Buffer>, tty: boolean, onLine: LineSink): Promise<void> {
  const pieces = tty ? unmultiplexed(source) : demultiplex(source);
  for await (const { stream, text } of lines(pieces)) await onLine(stream, text);
}
