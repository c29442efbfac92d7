import fc from 'fast-check';
import { Readable } from 'node:stream';
import { blocksOf } from './blocks';

const streamOf = (chunks: Uint8Array[]) => Readable.from(chunks) as AsyncIterable<Uint8Array>;

async function blocks(chunks: Uint8Array[], size: number): Promise<Buffer[]> {
  const all: Buffer[] = [];
  for await (const block of blocksOf(streamOf(chunks), size)) all.push(Buffer.from(block));
  return all;
}

it('yields the same bytes in blocks of one size, whatever the chunks', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 1, max: 64 }), async (given, size) => {
      const got = await blocks(given, size);
      expect(Buffer.concat(got).equals(Buffer.concat(given))).toBe(true);
      expect(got.slice(0, -1).every(({ length }) => length === size)).toBe(true);
      expect(got.every(({ length }) => length > 0)).toBe(true);
    }),
  );
});

it('does not change a block that it has yielded', async () => {
  const kept: Uint8Array[] = [];
  const chunks = [1, 2, 3, 4].map((value) => Buffer.alloc(3, value));
  for await (const block of blocksOf(streamOf(chunks), 4)) kept.push(block);
  expect(Buffer.concat(kept).equals(Buffer.concat(chunks))).toBe(true);
});

it('ends its source when nobody wants more', async () => {
  const endless = Readable.from(Array<Buffer>(1000).fill(Buffer.alloc(3)));
  for await (const block of blocksOf(endless as AsyncIterable<Uint8Array>, 4)) {
    expect(block).toHaveLength(4);
    break;
  }
  expect(endless.destroyed).toBe(true);
});
