import { EnvHttpProxyAgent, fetch, type Response } from 'undici';

/** Asks for files, through the proxies that HTTP_PROXY and HTTPS_PROXY name, but for hosts in NO_PROXY and this machine. */
export class Server {
  readonly #dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxyIn('http_proxy'),
    httpsProxy: proxyIn('https_proxy'),
    noProxy: exceptions(),
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

/** Returns the URL of a proxy, or nothing. Like curl, it takes a host without a scheme. */
function proxyIn(name: string): string {
  const text = variable(name);
  const url = text === '' || text.includes('://') ? text : `http://${text}`;
  // The text may have a password.
  if (url !== '' && !URL.canParse(url)) throw new Error(`the proxy in ${name} or ${name.toUpperCase()} is no URL`);
  return url;
}

/** A proxy is never asked for this machine, as with the docker command. */
function exceptions(): string {
  const named = variable('no_proxy').trim();
  return named === '*' ? named : `${named},localhost,127.0.0.1,[::1]`;
}

const variable = (name: string): string => process.env[name] ?? process.env[name.toUpperCase()] ?? '';
