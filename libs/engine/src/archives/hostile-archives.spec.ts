import fc from 'fast-check';
import { HypriotkitError } from '@hypriotkit/core';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { pack, type Header } from 'tar-stream';
import { connect } from '../connection/connect';
import { EngineContainer } from '../containers/engine-container';
import { answersPing, fakeEngine } from '../testing/fake-engine';
import { watchMemory } from '../testing/watch-memory';
import { getFiles } from './get-files';
import { nameWithin } from './name-within';
import { readTree } from './read-tree';

/*
 * An engine makes archives of the file system of a container. Names that lead out of the folder, and broken headers, come only
 * from something that is not what it should be; everything else may come from any builder.
 */

const MB = 2 ** 20;
type Entry = Partial<Header> & { name: string; content?: string };

let asked: string[];

/** A container of an engine that answers with these archives, one after the other. */
async function containerWith(...answers: Readable[]): Promise<EngineContainer> {
  asked = [];
  const port = await fakeEngine((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://engine');
    if (!pathname.endsWith('/archive')) return answersPing(request, response);
    asked.push(searchParams.get('path')!);
    answers[asked.length - 1]!.pipe(response);
  });
  return new EngineContainer(await connect({ host: `tcp://127.0.0.1:${port}` }), 'abc', { image: 'tea' });
}

function archive(...entries: Entry[]): Readable {
  const tar = pack();
  for (const { content, ...header } of entries) {
    if (content === undefined) tar.entry(header);
    else tar.entry(header, content);
  }
  tar.finalize();
  return Readable.from(tar, { objectMode: false });
}

/** Takes everything out of the folder /workspace. */
async function taken(container: EngineContainer): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const sink = async ({ name }: { name: string }, content: Readable) => void (files[name] = await text(content));
  await getFiles(container, '/workspace', () => true, sink);
  return files;
}

describe('an archive from an engine', () => {
  it.each(['../tea.txt', 'workspace/../../etc/passwd', '/../etc/passwd', 'workspace/x/..', '..'])(
    'that has %s is refused',
    async (name) => {
      const container = await containerWith(archive({ name: 'workspace/a', content: 'a' }, { name, content: 'x' }));
      await expect(taken(container)).rejects.toMatchObject({
        code: 'HK_TRANSFER_FAILED',
        message: expect.stringContaining(`the archive has ${JSON.stringify(name)}, which leads out of it`) as string,
      });
    },
  );

  it('that has absolute names keeps within the folder', async () => {
    const container = await containerWith(
      archive({ name: '/etc/passwd', content: 'x' }, { name: '/workspace/tea', content: 'y' }),
    );
    expect(await taken(container)).toEqual({ 'etc/passwd': 'x', tea: 'y' });
  });

  it.each<[string, Partial<Header>, string]>([
    ['a link', { type: 'symlink', linkname: '/etc/passwd' }, 'is a link to /etc/passwd'],
    ['a device', { type: 'character-device', devmajor: 1, devminor: 3 }, 'is a device'],
    ['a disk', { type: 'block-device', devmajor: 8, devminor: 0 }, 'is a device'],
    ['a pipe', { type: 'fifo' }, 'is a named pipe'],
  ])('that has %s for a file is refused', async (_, header, reason) => {
    const container = await containerWith(archive({ name: 'workspace/tea.txt', ...header }));
    await expect(taken(container)).rejects.toMatchObject({
      code: 'HK_ARTIFACT_NOT_A_FILE',
      message: expect.stringContaining(reason) as string,
    });
  });

  it('that links a file to one outside has the engine asked for that file, and reads none of this machine', async () => {
    const link: Entry = { name: 'workspace/tea.txt', type: 'link', linkname: '/etc/passwd' };
    const container = await containerWith(archive(link), archive({ name: 'tea.txt', content: 'of the container' }));
    expect(await taken(container)).toEqual({ 'tea.txt': 'of the container' });
    expect(asked).toEqual(['/workspace', '/workspace/tea.txt']);
    const again = await containerWith(archive(link), archive({ ...link, name: 'tea.txt' }));
    await expect(taken(again)).rejects.toMatchObject({ code: 'HK_ARTIFACT_NOT_A_FILE' });
  });

  it('that ends before the size that it promised is refused', async () => {
    const whole = await buffer(archive({ name: 'workspace/tea.txt', content: 'x'.repeat(5000) }));
    const container = await containerWith(Readable.from([whole.subarray(0, 2000)]));
    await expect(taken(container)).rejects.toMatchObject({ code: 'HK_TRANSFER_FAILED' });
  });

  it('that has a file of the index larger than any is refused before it is read', async () => {
    const endless = async function* () {
      const tar = pack();
      tar.entry({ name: 'index/1/entry.json', size: 2 ** 40 });
      const [header] = (await once(tar, 'data')) as [Buffer];
      yield header;
      for (;;) yield Buffer.alloc(MB);
    };
    const container = await containerWith(Readable.from(endless()));
    await expect(readTree(container, '/index')).rejects.toMatchObject({ code: 'HK_TRANSFER_FAILED' });
  });

  it('of two hundred thousand entries takes little memory', async () => {
    const header = await buffer(archive({ name: `workspace/${'x'.repeat(80)}/`, type: 'directory' }));
    const thousand = Buffer.concat(Array<Buffer>(1000).fill(header.subarray(0, 512)));
    const entries = function* () {
      for (let count = 0; count < 200; count += 1) yield thousand;
      yield Buffer.alloc(1024);
    };
    const container = await containerWith(Readable.from(entries()));
    const memory = watchMemory();
    let seen = 0;
    const count = () => (seen += 1) < 0;
    await getFiles(
      container,
      '/workspace',
      count,
      () => Promise.resolve(),
      () => undefined,
    );
    expect(seen).toBe(200_000);
    expect(memory.stop().growth).toBeLessThan(150 * MB);
  });

  it('of links without end is refused before the names fill the memory', async () => {
    const link = async (name: string) =>
      (await buffer(archive({ name: `workspace/${name}`, type: 'link', linkname: 'workspace/a' }))).subarray(0, 512);
    const thousand = Buffer.concat(Array<Buffer>(1000).fill(await link('tea')));
    const endless = function* () {
      for (;;) yield thousand;
    };
    const container = await containerWith(Readable.from(endless()));
    await expect(taken(container)).rejects.toMatchObject({
      code: 'HK_TRANSFER_FAILED',
      message: expect.stringContaining('too many files have several names') as string,
    });
  });

  it('is taken or refused, whichever bytes of it are others', async () => {
    const whole = await buffer(
      archive(
        { name: 'workspace/', type: 'directory' },
        { name: 'workspace/tea.txt', content: 'tea\n' },
        { name: `workspace/${'long/'.repeat(40)}x`, content: 'long' },
        { name: 'workspace/cup', type: 'symlink', linkname: 'tea.txt' },
      ),
    );
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changed) bytes[at] = byte;
        const container = { getArchive: () => Promise.resolve(Readable.from([bytes])) } as unknown as EngineContainer;
        try {
          for (const name of Object.keys(await taken(container))) expect(name).not.toMatch(/^\/|(^|\/)\.\.(\/|$)/);
        } catch (error) {
          expect(error).toBeInstanceOf(HypriotkitError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('nameWithin returns a name below the folder, or refuses it', () => {
  const part = fc.constantFrom('..', '.', '', 'a', 'workspace', '...', '..a', '\0', '\\..', '%2e%2e');
  const name = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/')),
  );
  fc.assert(
    fc.property(name, (entry) => {
      try {
        expect(nameWithin('/srv/workspace', entry)).not.toMatch(/^\/|\/$|(^|\/)\.{0,2}\/|(^|\/)\.\.$/);
      } catch (error) {
        if (!(error instanceof HypriotkitError)) throw error;
        expect(error.code).toBe('HK_TRANSFER_FAILED');
      }
    }),
    { numRuns: 2000 },
  );
});
