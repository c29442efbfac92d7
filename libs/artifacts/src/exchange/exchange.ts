import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import type * as Undici from 'undici';
import type { CacheAccess } from '@hypriotkit/contract';
import { HypriotkitError, Interrupted, proxiesOf, withoutCredentials } from '@hypriotkit/core';
import { ExchangeFailed } from '../errors';

/** Pauses before the next attempts, in milliseconds: a server may be restarted meanwhile. */
const PAUSES = [1_000, 5_000, 20_000];
const CONNECT_MILLISECONDS = 5_000;
const SILENCE_MILLISECONDS = 60_000;

const STORED = [200, 201, 204];
const EXISTS = 409;
const MISSING = 404;

/**
 * Files that machines exchange by way of a server of Nx's remote cache, beside Nx's own entries. Their names are 64
 * hexadecimal digits, as those of entries, and nobody can guess them. The server keeps a file as long as an entry.
 */
export class Exchange {
  readonly #dispatcher: Undici.Dispatcher;
  /** Without credentials. */
  readonly #name: string;

  private constructor(
    private readonly access: CacheAccess,
    private readonly http: typeof Undici,
    private readonly signal?: AbortSignal,
  ) {
    this.#name = withoutCredentials(access.server);
    const { authorities } = access;
    const ca = authorities === undefined ? {} : { ca: [...rootCertificates, authorities] };
    this.#dispatcher = new http.EnvHttpProxyAgent({
      connect: { timeout: CONNECT_MILLISECONDS, ...ca },
      headersTimeout: SILENCE_MILLISECONDS,
      bodyTimeout: SILENCE_MILLISECONDS,
      ...proxiesOf(process.env),
      proxyTunnel: false,
    });
  }

  static async by(access: CacheAccess, signal?: AbortSignal): Promise<Exchange> {
    return new Exchange(access, await import('undici'), signal);
  }

  /**
   * Sends a file. One of the same name stays as it is: it was sent by somebody who did the same work.
   *
   * @param what the beginning of a sentence: "Sending the image"
   * @throws ExchangeFailed, Interrupted
   */
  async put(what: string, id: string, file: string): Promise<void> {
    const { size } = await stat(file);
    await this.#repeated(what, async () => {
      const headers = { 'content-type': 'application/octet-stream', 'content-length': String(size) };
      const { statusCode, body } = await this.#request(id, { method: 'PUT', headers, body: createReadStream(file) });
      await body.dump();
      if (![...STORED, EXISTS].includes(statusCode)) throw this.#answered(what, statusCode);
    });
  }

  /**
   * Returns the content of a file.
   *
   * @throws ExchangeFailed, Interrupted
   */
  get(what: string, id: string): Promise<Readable> {
    return this.#repeated(what, async () => {
      const { statusCode, body } = await this.#request(id, { method: 'GET', headers: {} });
      if (statusCode === 200) return body;
      await body.dump();
      throw this.#answered(what, statusCode);
    });
  }

  #request(id: string, options: { method: 'GET' | 'PUT'; headers: Record<string, string>; body?: Readable }) {
    const { server, token } = this.access;
    const { username, password } = new URL(server);
    const url = Object.assign(new URL(`${server.replace(/\/+$/, '')}/v1/cache/${id}`), { username: '', password: '' });
    const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
    const authorization = token ? `Bearer ${token}` : username ? `Basic ${login}` : undefined;
    return this.http.request(url, {
      ...options,
      headers: { ...options.headers, ...(authorization === undefined ? {} : { authorization }) },
      dispatcher: this.#dispatcher,
      ...(this.signal === undefined ? {} : { signal: this.signal }),
    });
  }

  #answered(what: string, status: number): ExchangeFailed {
    const reason = status === MISSING ? 'does not have the file' : `answers ${status}`;
    return new ExchangeFailed(what, this.#name, reason);
  }

  /** Tries again what fails for want of an answer. An answer is final, unless it says that the server has failed. */
  async #repeated<T>(what: string, attempt: () => Promise<T>): Promise<T> {
    for (const pause of [...PAUSES, undefined]) {
      try {
        return await attempt();
      } catch (error) {
        if (this.signal?.aborted) throw new Interrupted(what, error);
        const failure =
          error instanceof HypriotkitError
            ? error
            : new ExchangeFailed(what, this.#name, `does not answer (${reasonIn(error)})`, error);
        const isFinal = error instanceof HypriotkitError && !/answers 5\d\d/.test(error.message);
        if (isFinal || pause === undefined) throw failure;
        await sleep(pause, undefined, this.signal && { signal: this.signal }).catch(() => undefined);
      }
    }
    throw new TypeError('unreachable');
  }
}

/** undici's errors say no more than that something failed. */
function reasonIn(error: unknown): string {
  const { cause, message, code } = error as NodeJS.ErrnoException;
  return cause ? reasonIn(cause) : message || String(code);
}
