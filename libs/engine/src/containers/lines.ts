import type { Masker, StreamMask } from '@hypriotkit/core';
import { StringDecoder } from 'node:string_decoder';
import type { Piece, StreamName } from './multiplexed';

export interface Line {
  stream: StreamName;
  text: string;
}

/** A longer line is passed on in parts, so that output without line ends does not fill the memory. */
const LONGEST_LINE = 64 * 1024;

/**
 * Splits pieces into lines, separately for each stream. Characters that were cut in two are joined again.
 *
 * @param masker masks secrets before lines are split; a line that it holds back does not wait for the other stream
 */
export async function* lines(pieces: AsyncIterable<Piece>, masker?: Masker): AsyncGenerator<Line> {
  const splitter = () => new LineSplitter(LONGEST_LINE, masker?.stream());
  const splitters: Record<StreamName, LineSplitter> = { stdout: splitter(), stderr: splitter() };
  for await (const { stream, bytes } of pieces) {
    const other = stream === 'stdout' ? 'stderr' : 'stdout';
    for (const text of splitters[other].release()) yield { stream: other, text };
    for (const text of splitters[stream].take(bytes)) yield { stream, text };
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    for (const text of splitters[stream].end()) yield { stream, text };
  }
}

/** Splits text that arrives in pieces into lines. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private readonly longest: number;
  private readonly mask: StreamMask | undefined;
  private rest = '';

  constructor(longest = LONGEST_LINE, mask?: StreamMask) {
    this.longest = longest;
    this.mask = mask;
  }

  take(bytes: Buffer): string[] {
    const text = this.decoder.write(bytes);
    return this.split(this.mask ? this.mask.take(text) : text);
  }

  /** Returns lines that the mask holds back, with possible beginnings of secrets masked. */
  release(): string[] {
    return this.mask?.holdsLine ? this.split(this.mask.release()) : [];
  }

  /** Ends the text and returns the last lines. The very last one may lack a line end. */
  end(): string[] {
    const text = this.decoder.end();
    const last = this.split(this.mask ? this.mask.take(text) + this.mask.end() : text);
    const rest = this.rest;
    this.rest = '';
    return rest === '' ? last : [...last, asShown(rest)];
  }

  private split(text: string): string[] {
    const parts = (this.rest + text).split('\n');
    this.rest = parts.pop() ?? '';
    const whole = parts.map(asShown);
    while (this.rest.length > this.longest) {
      whole.push(asShown(this.rest.slice(0, this.longest)));
      this.rest = this.rest.slice(this.longest);
    }
    return whole;
  }
}

/**
 * Returns what a terminal shows of a line: a carriage return starts it again, so only the last state of progress output
 * remains.
 */
function asShown(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}
