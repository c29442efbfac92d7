import { EnvHttpProxyAgent, fetch, type Response } from 'undici';

/** Asks for files, through the proxies that HTTP_PROXY and HTTPS_PROXY name, but for hosts in NO_PROXY. */
export class Server {
  readonly #dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxyIn('http_proxy'),
    httpsProxy: proxyIn('https_proxy'),
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

/** Returns the URL of a proxy, or nothing. Like curl, it takes a host without a scheme, and the name in capitals, too. */
function proxyIn(name: string): string {
  const text = process.env[name] ?? process.env[name.toUpperCase()] ?? '';
  const url = text === '' || text.includes('://') ? text : `http://${text}`;
  // The text may have a password.
  if (url !== '' && !URL.canParse(url)) throw new Error(`the proxy in ${name} or ${name.toUpperCase()} is no URL`);
  return url;
}
