export type StreamName = 'stdout' | 'stderr';

/** A piece of a container's output. It may end in the middle of a line or of a character. */
export interface Piece {
  stream: StreamName;
  bytes: Buffer;
}

const HEADER_BYTES = 8;

/**
 * Splits the engine's output of a container without a terminal by stream. It consists of frames: one byte for the
 * stream, three bytes of padding, four for the length (big endian), then the data
 * (https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach). Data is passed
 * on as it arrives, so long frames need no memory. The generator reads the next piece only when the last one has been
 * handled, so a slow reader slows the container down.
 */
export async function* demultiplex(source: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  let header = Buffer.alloc(0);
  let stream: StreamName = 'stdout';
  let left = 0;
  for await (let chunk of source) {
    while (chunk.length > 0) {
      if (left === 0) {
        const missing = HEADER_BYTES - header.length;
        header = Buffer.concat([header, chunk.subarray(0, missing)]);
        chunk = chunk.subarray(missing);
        if (header.length < HEADER_BYTES) continue;
        stream = header[0] === 2 ? 'stderr' : 'stdout';
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
      } else {
        const bytes = chunk.subarray(0, left);
        chunk = chunk.subarray(bytes.length);
        left -= bytes.length;
        yield { stream, bytes };
      }
    }
  }
}
