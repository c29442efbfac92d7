import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { Container } from '../../libs/engine/src';
import { getFiles } from '../../libs/engine/src/archives/get-files';
import { watchMemory } from '../../libs/engine/src/testing/watch-memory';

/* The archive of a folder in which a builder has left ten million folders: 5 GB, without an engine. */

const MB = 2 ** 20;
const COUNT = 10_000_000;

it('an archive of ten million entries takes little memory, and minutes', async () => {
  const tar = pack();
  tar.entry({ name: `workspace/${'x'.repeat(80)}/`, type: 'directory' });
  tar.finalize();
  const header = (await buffer(Readable.from(tar, { objectMode: false }))).subarray(0, 512);
  const thousand = Buffer.concat(Array<Buffer>(1000).fill(header));
  const entries = function* () {
    for (let count = 0; count < COUNT; count += 1000) yield thousand;
    yield Buffer.alloc(1024);
  };
  const container = { getArchive: () => Promise.resolve(Readable.from(entries())) } as unknown as Container;
  const memory = watchMemory();
  let seen = 0;
  const count = () => (seen += 1) < 0;
  const noFile = () => Promise.reject(new Error('there is no file'));
  expect(await getFiles(container, '/workspace', count, noFile, () => undefined)).toEqual([]);
  expect(seen).toBe(COUNT);
  expect(memory.stop().growth).toBeLessThan(300 * MB);
}, 3_600_000);
