import { EngineAddressInvalid, shownAddress } from '../errors';

/** An engine's address, taken apart. */
export type Address =
  | { kind: 'unix' | 'npipe'; path: string }
  | { kind: 'tcp'; host: string; port: number; tls: boolean }
  | { kind: 'ssh'; host: string; user?: string; port?: number; socket?: string };

const PLAIN_PORT = 2375;
const TLS_PORT = 2376;

/**
 * Takes apart an address as in DOCKER_HOST (https://docs.docker.com/reference/cli/docker/#environment-variables).
 * Throws an Error whose message is fit for the list of what was tried.
 */
export function parseAddress(text: string, tls: boolean): Address {
  if (text.startsWith('/')) return { kind: 'unix', path: text };
  const [, scheme, rest] = /^([a-z]+):\/\/(.*)$/.exec(text) ?? [undefined, 'tcp', text];
  switch (scheme) {
    case 'unix':
      if (rest && !rest.startsWith('/')) throw new Error('the path of a socket begins with /');
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
      throw new Error(`${scheme}:// is no kind of address that we know (unix, npipe, tcp, ssh)`);
  }
}

function parseTcp(text: string, rest: string, tls: boolean): Address {
  const url = parseUrl(text, `http://${rest}`);
  if (url.username !== '' || url.password !== '') {
    throw new Error('an address of the kind tcp has no user; one of the kind ssh has: ssh://user@host');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new Error('an address of the kind tcp ends with the port');
  const port = url.port === '' ? (tls ? TLS_PORT : PLAIN_PORT) : Number(url.port);
  // http:// swallows its own default port.
  const explicit80 = /:80\/?$/.test(rest);
  return { kind: 'tcp', host: withoutBrackets(url.hostname), port: explicit80 ? 80 : port, tls };
}

function parseSsh(text: string): Address {
  const url = parseUrl(text, text);
  if (url.password !== '') throw new Error('ssh:// takes no password: use a key or an agent');
  const user = decodeURIComponent(url.username);
  const host = withoutBrackets(url.hostname);
  // ssh would take a leading dash for an option, and options run commands.
  if (!/^[A-Za-z0-9_][A-Za-z0-9._:-]*$/.test(host)) throw new Error('the host name is not one that ssh may be given');
  if (user !== '' && !/^[A-Za-z0-9_][A-Za-z0-9._@-]*$/.test(user)) {
    throw new Error('the user name is not one that ssh may be given');
  }
  const socket = url.pathname === '/' || url.pathname === '' ? undefined : url.pathname;
  // The path ends up in a command line for the other side's shell.
  if (socket !== undefined && !/^\/[A-Za-z0-9._/-]+$/.test(socket)) {
    throw new Error('the path of the socket may hold only letters, digits and . _ / -');
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
    // Said below, together with an address that has no host.
  }
  throw new Error(`cannot make an address of "${shownAddress(text)}"`);
}

const withoutBrackets = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * Checks what was given as the address of an engine, without asking it anything.
 *
 * @param namedBy what it was given by, for the message
 * @throws EngineAddressInvalid
 */
export function checkAddress(namedBy: string, address: string): void {
  // Most often a variable that is not set: the engine of this machine is not what was meant.
  if (address.trim() === '') throw new EngineAddressInvalid(namedBy, address, 'that is no address');
  try {
    parseAddress(address, false);
  } catch (error) {
    throw new EngineAddressInvalid(namedBy, address, (error as Error).message);
  }
}
