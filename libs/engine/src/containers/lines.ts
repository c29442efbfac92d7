import { StringDecoder } from 'node:string_decoder';
import type { Piece, StreamName } from './multiplexed';

export interface Line {
  stream: StreamName;
  text: string;
}

/** A line longer than this is passed on in parts: output without line ends must not fill the memory. */
const LONGEST_LINE = 64 * 1024;

/** Makes lines of pieces, each stream by itself; characters that were cut in two come out whole. */
export async function* lines(pieces: AsyncIterable<Piece>): AsyncGenerator<Line> {
  const splitters: Record<StreamName, LineSplitter> = { stdout: new LineSplitter(), stderr: new LineSplitter() };
  for await (const { stream, bytes } of pieces) {
    for (const text of splitters[stream].take(bytes)) yield { stream, text };
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    for (const text of splitters[stream].end()) yield { stream, text };
  }
}

/** Splits text that comes in pieces. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private readonly longest: number;
  private rest = '';

  constructor(longest = LONGEST_LINE) {
    this.longest = longest;
  }

  take(bytes: Buffer): string[] {
    const parts = (this.rest + this.decoder.write(bytes)).split('\n');
    this.rest = parts.pop() ?? '';
    const whole = parts.map(asShown);
    while (this.rest.length > this.longest) {
      whole.push(asShown(this.rest.slice(0, this.longest)));
      this.rest = this.rest.slice(this.longest);
    }
    return whole;
  }

  /** What is left when no more comes: a last line without an end. */
  end(): string[] {
    const last = this.rest + this.decoder.end();
    this.rest = '';
    return last === '' ? [] : [asShown(last)];
  }
}

/** A carriage return takes the cursor back to the left: of progress that overwrites itself, the last state is left. */
function asShown(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}
