import { EnvHttpProxyAgent, fetch, type Response } from 'undici';
import { proxiesOf } from '@hypriotkit/core';

/** Asks for files, through the proxies that HTTP_PROXY and HTTPS_PROXY name, but for hosts in NO_PROXY and this machine. */
export class Server {
  readonly #dispatcher = new EnvHttpProxyAgent({
    ...proxiesOf(process.env),
    // Many proxies let no http through a tunnel.
    proxyTunnel: false,
  });

  constructor(readonly signal: AbortSignal | undefined) {}

  /** Asks for a file as it is: one that the server packs has another length. Addresses with credentials are for headers. */
  get(address: URL): Promise<Response> {
    const { username, password } = address;
    const plain = new URL(address);
    Object.assign(plain, { username: '', password: '' });
    const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
    const headers = { 'accept-encoding': 'identity', ...(username && { authorization: `Basic ${login}` }) };
    return fetch(plain, { headers, signal: this.signal ?? null, dispatcher: this.#dispatcher });
  }

  /** Ends all connections. */
  close(): Promise<void> {
    return this.#dispatcher.destroy();
  }
}
