import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { GUARD_PATH } from '../../lib/shared-cache';
import type { CacheServer, Stored } from './cache-server';
import { entryProblem } from './entry-problem';

/** `/hypriotkit-cache/<number of the server>/v1/cache/<hash>` */
const PATH = new RegExp(`^${GUARD_PATH}(\\d+)(/v1/cache/([0-9a-zA-Z]+))$`);
/** In bytes. */
const CHUNK = 2 ** 18;

const STATUS: Record<Stored, number> = { stored: 200, exists: 409, refused: 403 };

/**
 * Stands between Nx and servers of its remote cache, on loopback. Nx ends a run when a server is away, slow, answers with
 * anything unexpected, or has a damaged entry. The guard gives Nx whole entries, or says that there are none.
 *
 * It does not keep its process alive.
 */
export class Guard {
  readonly #servers: CacheServer[] = [];
  /** Paths of results that are not sent. */
  readonly #unshared = new Set<string>();
  readonly #listener: Server;

  private constructor(
    private readonly folder: string,
    private readonly warn: (text: string) => void,
  ) {
    this.#listener = createServer((request, response) => void this.#answer(request, response));
    this.#listener.unref().on('connection', (socket) => socket.unref());
    // The body of a PUT comes as fast as the server takes it, and Nx uses a connection again when it likes.
    Object.assign(this.#listener, { requestTimeout: 0, keepAliveTimeout: 0 });
  }

  /** @param folder where entries are while they are checked, without a name */
  static async start(folder: string, warn: (text: string) => void): Promise<Guard> {
    const guard = new Guard(folder, warn);
    guard.#listener.listen(0, '127.0.0.1');
    await once(guard.#listener, 'listening');
    return guard;
  }

  /** Returns the address under which Nx finds a server. */
  addressOf(server: CacheServer): string {
    if (!this.#servers.includes(server)) this.#servers.push(server);
    const { port } = this.#listener.address() as AddressInfo;
    return `http://127.0.0.1:${port}${GUARD_PATH}${this.#servers.indexOf(server)}`;
  }

  stop(): void {
    this.#listener.close();
    this.#listener.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, number, path, hash] = PATH.exec(request.url ?? '') ?? [];
    const server = number === undefined ? undefined : this.#servers[Number(number)];
    // Nx was killed. What waits for the request notices.
    request.on('error', () => undefined);
    try {
      if (!server) response.writeHead(404).end();
      else if (request.method === 'GET') await this.#get(server, path!, hash!, request, response);
      else if (request.method === 'PUT') await this.#put(server, path!, request, response);
      else if (request.method === 'DELETE') {
        this.#unshared.add(request.url!);
        response.writeHead(204).end();
      } else response.writeHead(405).end();
    } catch (error) {
      if (request.errored) return;
      this.warn(`${server?.name ?? 'the shared cache'} is not used: ${(error as Error).message}`);
      if (!response.headersSent) response.writeHead(request.method === 'GET' ? 404 : 403).end();
      else response.destroy();
    }
  }

  async #get(
    server: CacheServer,
    path: string,
    hash: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const entry = await server.get(path, request.headers.authorization);
    const file = entry && (await this.#fetched(server, entry));
    try {
      const problem = file && (await entryProblem(contentOf(file)));
      if (problem !== undefined) {
        this.warn(
          `${server.name} has a damaged entry: ${problem}. Its task runs instead. Delete ${hash} on the server: Nx does not replace it.`,
        );
      }
      if (!file || problem !== undefined) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-length': (await file.stat()).size });
      await pipeline(contentOf(file), response);
    } finally {
      await file?.close();
    }
  }

  async #put(server: CacheServer, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authorization, 'content-length': length = '0' } = request.headers;
    const isShared = !this.#unshared.delete(request.url!);
    const stored = isShared ? await server.put(path, authorization, length, request) : 'refused';
    // Nx takes an answer before it has sent all for a failure.
    await finished(request.resume());
    response.writeHead(STATUS[stored]).end();
  }

  /** Saves an entry in a file that is gone when it is closed, whatever happens. */
  async #fetched(server: CacheServer, entry: Readable): Promise<FileHandle | undefined> {
    // What breaks off is the server's failure; what cannot be written is not.
    let received = true;
    entry.on('error', () => (received = false));
    const file = await this.#namelessFile();
    try {
      for await (const chunk of entry) await file.appendFile(chunk as Buffer);
      return file;
    } catch (error) {
      await file.close();
      if (received) throw error;
      server.failed(`an entry broke off (${(error as Error).message})`);
      return undefined;
    }
  }

  async #namelessFile(): Promise<FileHandle> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, `.hypriotkit-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return file;
  }
}

/** A stream of its own would close the file when it breaks off. */
const contentOf = (file: FileHandle): Readable => Readable.from(chunksOf(file), { objectMode: false });

async function* chunksOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(CHUNK), position });
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
