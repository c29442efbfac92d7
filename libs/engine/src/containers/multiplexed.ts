export type StreamName = 'stdout' | 'stderr';

/** A piece of what a container wrote; it may end in the middle of a line, or of a character. */
export interface Piece {
  stream: StreamName;
  bytes: Buffer;
}

const HEADER_BYTES = 8;

/**
 * Takes apart what the engine sends for a container without a terminal: frames of one byte for the stream, three
 * of padding, four for the length (big endian), and the bytes themselves
 * (https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach).
 * Passes the bytes on as they come, so that a frame of any length takes no memory. A generator: it is not asked for the
 * next piece before the one before has been dealt with, which is how a slow reader slows the container down.
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
