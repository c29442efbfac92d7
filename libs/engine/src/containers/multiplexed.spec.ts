import { demultiplex } from './multiplexed';

function frame(stream: number, text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

async function piecesOf(chunks: Buffer[]): Promise<{ stdout: string; stderr: string; pieces: number }> {
  const all = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  let pieces = 0;
  for await (const { stream, bytes } of demultiplex(inTurn(chunks))) {
    all[stream] = Buffer.concat([all[stream], bytes]);
    pieces += 1;
  }
  return { stdout: all.stdout.toString(), stderr: all.stderr.toString(), pieces };
}

async function* inTurn(chunks: Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

const bytes = Buffer.concat([frame(1, 'one Größe '), frame(2, 'wrong'), frame(1, ''), frame(1, 'two')]);
const whole = { stdout: 'one Größe two', stderr: 'wrong' };

describe('demultiplex', () => {
  it('takes frames apart, several in one chunk', async () => {
    expect(await piecesOf([bytes])).toEqual({ ...whole, pieces: 3 });
  });

  it('bears cuts at every place', async () => {
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(await piecesOf([bytes.subarray(0, cut), bytes.subarray(cut)])).toMatchObject(whole);
    }
    expect(await piecesOf([...bytes].map((byte) => Buffer.from([byte])))).toMatchObject(whole);
  });

  it('passes on a long frame as it comes, and ends with its source', async () => {
    const long = frame(1, 'x'.repeat(1000));
    expect((await piecesOf([long.subarray(0, 100), long.subarray(100)])).pieces).toBe(2);
    expect((await piecesOf([long.subarray(0, 500)])).stdout).toHaveLength(492);
    expect((await piecesOf([])).pieces).toBe(0);
  });
});
