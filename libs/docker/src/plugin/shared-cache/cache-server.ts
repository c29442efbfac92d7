import { PassThrough, Readable } from 'node:stream';
import type * as Undici from 'undici';
import { proxiesOf, withoutCredentials } from '@hypriotkit/core';

/** In milliseconds. */
export interface Patience {
  /** For a connection. */
  connect: number;
  /** For an answer, and for the next part of one. */
  silence: number;
  /** How long a server that failed is left alone. */
  rest: number;
}

const PATIENCE: Patience = { connect: 5_000, silence: 30_000, rest: 60_000 };

/** What the server did with an entry. */
export type Stored = 'stored' | 'exists' | 'refused';

/**
 * A server with Nx's remote cache protocol, whose failures cost a run no more than a line and a few seconds. WebDAV's PUT
 * is taken as well.
 */
export class CacheServer {
  /** What messages call it, without credentials. */
  readonly name: string;
  readonly #dispatcher: Undici.Dispatcher;
  /** When it may be asked again, in milliseconds since 1970. */
  #restsUntil = 0;
  /** The `authorization` headers whose entries it does not take. */
  readonly #readers = new Set<string | undefined>();
  /** The `authorization` headers that it gives nothing. */
  readonly #strangers = new Set<string | undefined>();

  private constructor(
    private readonly address: string,
    private readonly warn: (text: string) => void,
    private readonly patience: Patience,
    private readonly http: typeof Undici,
  ) {
    this.name = `the shared cache ${withoutCredentials(address)}`;
    const { connect, silence } = patience;
    const timeouts = { connect: { timeout: connect }, headersTimeout: silence, bodyTimeout: silence };
    this.#dispatcher = new http.EnvHttpProxyAgent({ ...timeouts, ...proxiesOf(process.env), proxyTunnel: false });
  }

  /**
   * @param address URL of the server
   * @param warn is told each kind of failure, without credentials
   */
  static async at(address: string, warn: (text: string) => void, patience = PATIENCE): Promise<CacheServer> {
    // Only runs with a shared cache load it.
    return new CacheServer(address, warn, patience, await import('undici'));
  }

  /** Resolves to an entry, or to undefined if the server does not have it or does not give it. */
  async get(path: string, authorization: string | undefined): Promise<Readable | undefined> {
    if (this.#rests()) return undefined;
    try {
      const response = await this.http.fetch(this.#url(path), {
        headers: { ...this.#login(authorization), 'accept-encoding': 'identity' },
        dispatcher: this.#dispatcher,
      });
      if (response.status === 200 && response.body) return Readable.fromWeb(response.body);
      await response.body?.cancel();
      const { status, statusText } = response;
      if (isRefusal(status)) this.#refuse(this.#strangers, authorization, `gives nothing (${status} ${statusText})`);
      else if (status !== 404) this.failed(`answers ${status} ${statusText}`.trim());
    } catch (error) {
      this.failed(reasonIn(error));
    }
    return undefined;
  }

  /** Sends an entry, of which something may be left over. */
  async put(path: string, authorization: string | undefined, length: string, entry: Readable): Promise<Stored> {
    if (this.#rests() || this.#readers.has(authorization)) return 'refused';
    // It, and not what Nx sends, is destroyed when the server answers early.
    const body = entry.pipe(new PassThrough()).on('error', () => undefined);
    entry.on('error', (error) => body.destroy(error));
    try {
      const response = await this.http.request(this.#url(path), {
        method: 'PUT',
        headers: {
          ...this.#login(authorization),
          'content-type': 'application/octet-stream',
          'content-length': length,
        },
        body,
        dispatcher: this.#dispatcher,
      });
      await response.body.dump();
      const { statusCode } = response;
      if ([200, 201, 204].includes(statusCode)) return 'stored';
      if (statusCode === 409) return 'exists';
      if (isRefusal(statusCode)) this.#refuse(this.#readers, authorization, `takes no results (${statusCode})`);
      else if (statusCode === 413) this.warn(`${this.name} takes no result of ${length} bytes (413).`);
      else this.failed(`answers a PUT with ${statusCode}`);
    } catch (error) {
      if (!entry.errored) this.failed(reasonIn(error));
    } finally {
      entry.unpipe(body);
    }
    return 'refused';
  }

  /** Leaves the server alone for a while. */
  failed(reason: string): void {
    if (this.#rests()) return;
    this.#restsUntil = Date.now() + this.patience.rest;
    const seconds = Math.ceil(this.patience.rest / 1000);
    this.warn(`${this.name} failed: ${reason}. The run goes on without it, and asks it again after ${seconds} s.`);
  }

  #rests(): boolean {
    return Date.now() < this.#restsUntil;
  }

  #refuse(whom: Set<string | undefined>, authorization: string | undefined, what: string): void {
    if (whom.has(authorization)) return;
    whom.add(authorization);
    const token = authorization === undefined ? 'without a token' : 'with this token';
    this.warn(`${this.name} ${what} ${token}.`);
  }

  #url(path: string): URL {
    const url = new URL(`${this.address.replace(/\/+$/, '')}${path}`);
    return Object.assign(url, { username: '', password: '' });
  }

  #login(authorization: string | undefined): Record<string, string> {
    const { username, password } = new URL(this.address);
    if (authorization !== undefined) return { authorization };
    if (username === '') return {};
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
  }
}

const isRefusal = (status: number): boolean => status === 401 || status === 403;

/** undici's errors say no more than that something failed. Where a name has several addresses, the cause has a code alone. */
function reasonIn(error: unknown): string {
  const { cause, message, code } = error as NodeJS.ErrnoException;
  return cause ? reasonIn(cause) : message || String(code);
}
