import { EngineAddressInvalid, shownAddress } from '../errors';

/** The parsed address of an engine. */
export type Address =
  | { kind: 'unix' | 'npipe'; path: string }
  | { kind: 'tcp'; host: string; port: number; tls: boolean }
  | { kind: 'ssh'; host: string; user?: string; port?: number; socket?: string };

const PLAIN_PORT = 2375;
const TLS_PORT = 2376;

/**
 * Parses an address as in DOCKER_HOST (https://docs.docker.com/reference/cli/docker/#environment-variables).
 *
 * @throws Error whose message fits the list of attempts
 */
export function parseAddress(text: string, tls: boolean): Address {
  if (text.startsWith('/')) return { kind: 'unix', path: text };
  const [, scheme, rest] = /^([a-z]+):\/\/(.*)$/.exec(text) ?? [undefined, 'tcp', text];
  switch (scheme) {
    case 'unix':
      if (rest && !rest.startsWith('/')) throw new Error('the path of a socket must start with /');
      return { kind: 'unix', path: rest || '/var/run/docker.sock' };
    case 'npipe':
      return { kind: 'npipe', path: rest || '//./pipe/docker_engine' };
    case 'tcp':
    case 'http':
      return parseTcp(text, rest ?? '', tls);
    case 'https':
      return parseTcp(text, rest ?? '', true);
    case 'ssh':
      return parseSsh(text);
    default:
      throw new Error(`${scheme}:// is not supported; expected unix, npipe, tcp or ssh`);
  }
}

function parseTcp(text: string, rest: string, tls: boolean): Address {
  const url = parseUrl(text, `http://${rest}`);
  if (url.username !== '' || url.password !== '') {
    throw new Error('a tcp address cannot name a user; an ssh address can: ssh://user@host');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new Error('a tcp address must end with the port');
  const port = url.port === '' ? (tls ? TLS_PORT : PLAIN_PORT) : Number(url.port);
  // The URL parser drops port 80, the default port of http://.
  const explicit80 = /:80\/?$/.test(rest);
  return { kind: 'tcp', host: withoutBrackets(url.hostname), port: explicit80 ? 80 : port, tls };
}

function parseSsh(text: string): Address {
  const url = parseUrl(text, text);
  if (url.password !== '') throw new Error('ssh:// takes no password: use a key or an agent');
  const user = decodeURIComponent(url.username);
  const host = withoutBrackets(url.hostname);
  // ssh treats a leading dash as an option, and options can run commands.
  if (!/^[A-Za-z0-9_][A-Za-z0-9._:-]*$/.test(host)) throw new Error('the host name is not safe to pass to ssh');
  if (user !== '' && !/^[A-Za-z0-9_][A-Za-z0-9._@-]*$/.test(user)) {
    throw new Error('the user name is not safe to pass to ssh');
  }
  const socket = url.pathname === '/' || url.pathname === '' ? undefined : url.pathname;
  // The path becomes part of a command line for the remote shell.
  if (socket !== undefined && !/^\/[A-Za-z0-9._/-]+$/.test(socket)) {
    throw new Error('the path of the socket may contain only letters, digits and . _ / -');
  }
  return {
    kind: 'ssh',
    host,
    ...(user === '' ? {} : { user }),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    ...(socket === undefined ? {} : { socket }),
  };
}

function parseUrl(text: string, url: string): URL {
  try {
    const parsed = new URL(url);
    if (parsed.hostname !== '') return parsed;
  } catch {
    // Reported below, like an address without a host.
  }
  throw new Error(`"${shownAddress(text)}" is not an address`);
}

const withoutBrackets = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * Checks the address of an engine without contacting the engine.
 *
 * @param namedBy the option or variable that set it, for the message
 * @throws EngineAddressInvalid
 */
export function checkAddress(namedBy: string, address: string): void {
  // Usually caused by an unset variable. The user did not mean the engine of this machine.
  if (address.trim() === '') throw new EngineAddressInvalid(namedBy, address, 'it is empty');
  try {
    parseAddress(address, false);
  } catch (error) {
    throw new EngineAddressInvalid(namedBy, address, (error as Error).message);
  }
}
