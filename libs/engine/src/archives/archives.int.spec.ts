import { FileAccessFailed, Interrupted } from '@hypriotkit/core';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, truncateSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { withContainer } from '../containers/with-container';
import { NoSpaceOnEngine, PathNotFound } from '../errors';
import { marker, realEngine } from '../testing/real-engine';
import { temporaryFolder } from '../testing/temporary-folder';
import { watchMemory } from '../testing/watch-memory';
import { removeVolume } from '../volumes/volumes';
import type { ArchivedFile } from './get-files';
import { getFiles } from './get-files';
import { putFiles } from './put-files';

const MB = 2 ** 20;
const mark = marker('archives');
const { shell } = mark;
const folder = temporaryFolder();
let engine: Engine;

beforeAll(async () => {
  engine = await realEngine();
});

afterEach(async () => {
  expect(await mark.left(engine)).toEqual([]);
});

const toFolder = async (file: ArchivedFile, content: NodeJS.ReadableStream): Promise<void> => {
  const target = join(folder.path, 'taken', file.name);
  await mkdir(join(target, '..'), { recursive: true });
  await pipeline(content, createWriteStream(target, { mode: file.mode }));
};

async function checksum(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

describe('files', () => {
  it('go into a container and come out again', async () => {
    const source = folder.write('source', 'some content\n');
    const output: string[] = [];
    const onLine = (_stream: string, line: string) => void output.push(line);
    const script =
      'cd /workspace/in && stat -c "%n %a %U %s" * && mkdir -p /workspace/sub && cp tool /workspace/sub/ && ln tool hard && ln -s tool soft';
    await withContainer(engine, shell(script, { onLine }), async (container) => {
      await putFiles(container, '/workspace/in', [
        { name: 'plain', source },
        { name: 'tool', source, mode: 0o755 },
      ]);
      await container.start();
      expect(await container.wait()).toEqual({ exitCode: 0, outOfMemory: false });
      const wanted = ['in/plain', 'in/hard', 'in/tool', 'sub/tool'];
      const taken = await getFiles(container, '/workspace', (name) => wanted.includes(name), toFolder);
      expect(taken.sort()).toEqual(wanted.sort());
      const soft = getFiles(container, '/workspace', (name) => name === 'in/soft', toFolder);
      await expect(soft).rejects.toThrow('in/soft in the container is a link to tool, not a file');
      await expect(getFiles(container, '/nowhere', () => true, toFolder)).rejects.toThrow(PathNotFound);
    });
    expect(output).toEqual(['plain 644 root 13', 'tool 755 root 13']);
    for (const name of ['in/tool', 'in/hard', 'sub/tool']) {
      expect(await readFile(join(folder.path, 'taken', name), 'utf8')).toBe('some content\n');
    }
  });

  it('of any size take little memory, in both directions', async () => {
    const size = 1024 * MB;
    const source = folder.write('big', '');
    truncateSync(source, size);
    const memory = watchMemory();
    await withContainer(engine, shell('true'), async (container) => {
      await putFiles(container, '/workspace', [{ name: 'big', source }]);
      let received = 0;
      const slowSink = async (_file: ArchivedFile, content: NodeJS.ReadableStream) => {
        await pipeline(
          content,
          new Writable({
            highWaterMark: MB,
            write: (chunk: Buffer, _encoding, done) => {
              received += chunk.length;
              setImmediate(done);
            },
          }),
        );
      };
      expect(await getFiles(container, '/workspace', (name) => name === 'big', slowSink)).toEqual(['big']);
      expect(received).toBe(size);
    });
    const { peak, growth } = memory.stop();
    process.stdout.write(
      `1 GB in and out: the process took at most ${Math.round(peak / MB)} MB, ${Math.round(growth / MB)} MB more than before\n`,
    );
    // Streams take some 50 MB; when the collector frees them is up to Node.js. A file that was held whole would take 1,024.
    expect(growth).toBeLessThan(300 * MB);
  });

  it('arrive unchanged', async () => {
    let sum = '';
    const onLine = (_stream: string, line: string) => void (sum = line.split(' ')[0] ?? '');
    const script = 'mkdir -p /workspace && head -c 30M /dev/urandom > /workspace/noise && sha256sum /workspace/noise';
    await withContainer(engine, shell(script, { onLine }), async (container) => {
      await container.start();
      await container.wait();
      await getFiles(container, '/workspace', () => true, toFolder);
    });
    expect(await checksum(join(folder.path, 'taken/noise'))).toBe(sum);
  });

  it('that are not there are an error, and the engine is not left waiting', async () => {
    const putting = withContainer(engine, shell('true'), (container) =>
      putFiles(container, '/workspace', [{ name: 'missing', source: join(folder.path, 'missing') }]),
    );
    await expect(putting).rejects.toThrow(FileAccessFailed);
  });

  it('that nobody can take end the transfer with that error', async () => {
    const script = 'mkdir /workspace && truncate -s 2G /workspace/big';
    const taking = withContainer(engine, shell(script), async (container) => {
      await container.start();
      await container.wait();
      await getFiles(
        container,
        '/workspace',
        () => true,
        async (_file, content) => {
          await once(content, 'readable');
          throw new RangeError('no room here');
        },
      );
    });
    await expect(taking).rejects.toThrow(RangeError);
  });

  it('that find no room in the engine are told so', async () => {
    const name = `hypriotkit-test-small-${process.pid}`;
    await dockerOf(engine).createVolume({ Name: name, DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=4m' } });
    const source = folder.write('wide', '');
    truncateSync(source, 64 * MB);
    try {
      const putting = withContainer(engine, shell('true', { volumes: { [name]: '/small' } }), (container) =>
        putFiles(container, '/small', [{ name: 'wide', source }]),
      );
      await expect(putting).rejects.toThrow(NoSpaceOnEngine);
    } finally {
      await removeVolume(engine, name);
    }
  });

  it('stop moving when interrupted', async () => {
    const control = new AbortController();
    const source = folder.write('long', '');
    truncateSync(source, 4096 * MB);
    const putting = withContainer(engine, shell('true', { signal: control.signal }), (container) => {
      setTimeout(() => control.abort(), 300);
      return putFiles(container, '/workspace', [{ name: 'long', source }]);
    });
    await expect(putting).rejects.toThrow(Interrupted);
  });
});
