import { lines, LineSplitter } from './lines';
import type { Piece } from './multiplexed';

async function linesOf(...pieces: [Piece['stream'], string | Buffer][]): Promise<string[]> {
  const source = async function* (): AsyncGenerator<Piece> {
    for (const [stream, bytes] of pieces) yield await Promise.resolve({ stream, bytes: Buffer.from(bytes) });
  };
  const all: string[] = [];
  for await (const { stream, text } of lines(source())) all.push(`${stream}: ${text}`);
  return all;
}

describe('lines', () => {
  it('keeps the streams apart', async () => {
    expect(await linesOf(['stdout', 'a'], ['stderr', 'x\n'], ['stdout', 'b\n\nc'])).toEqual([
      'stderr: x',
      'stdout: ab',
      'stdout: ',
      'stdout: c',
    ]);
  });

  it('joins characters that were cut in two', async () => {
    const skull = Buffer.from('☠');
    expect(await linesOf(['stdout', skull.subarray(0, 1)], ['stdout', skull.subarray(1)], ['stdout', '!\n'])).toEqual([
      'stdout: ☠!',
    ]);
  });
});

describe('LineSplitter', () => {
  const split = (text: string, longest?: number): string[] => {
    const splitter = new LineSplitter(longest);
    return [...splitter.take(Buffer.from(text)), ...splitter.end()];
  };

  it('knows the line ends of Windows and of progress that overwrites itself', () => {
    expect(split('one\r\ntwo\r\n')).toEqual(['one', 'two']);
    expect(split(' 10%\r 20%\r100%\n')).toEqual(['100%']);
    expect(split(' 10%\r 20%\r\r\n')).toEqual([' 20%']);
    expect(split('\r\n\r')).toEqual(['', '']);
  });

  it('cuts a line that does not end', () => {
    expect(split('abcdefg\nh', 3)).toEqual(['abcdefg', 'h']);
    expect(split('abcdefg', 3)).toEqual(['abc', 'def', 'g']);
    expect(split('x'.repeat(200_000)).map(({ length }) => length)).toEqual([65536, 65536, 65536, 3392]);
  });
});
