// The engine's HTTP API over all kinds of addresses that the docker command supports. It does not need that command.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { Duplex } from 'node:stream';

/** How long an engine may be silent before a request fails, by the kind of address. */
const PATIENCE_SECONDS = { socket: 5, tcp: 10, ssh: 20 };

/** A request failed. The message is for the user. */
export class NoAnswer extends Error {
  /** @param {string} message @param {'absent' | 'denied' | 'silent' | 'unusable' | 'other'} kind */
  constructor(message, kind) {
    super(message);
    this.kind = kind;
  }
}

/**
 * Sends a request to an engine.
 * @param {import('./engine-addresses.mjs').Candidate} candidate
 * @param {string} path
 * @param {{ method?: string, body?: import('node:stream').Readable, silenceSeconds?: number }} [options] `body`: if it
 *     is destroyed, the request is aborted
 * @returns {Promise<{ status: number, text: string }>}
 */
export function ask(candidate, path, { method = 'GET', body, silenceSeconds } = {}) {
  return new Promise((resolve, reject) => {
    const { send, options, patience } = way(candidate);
    const seconds = silenceSeconds ?? patience;
    const request = begun(() => send({ agent: false, ...options, path, method }));
    let timer;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => request.destroy(new NoAnswer(`no answer within ${seconds} s`, 'silent')),
        seconds * 1000,
      );
    };
    const fail = (error) => {
      clearTimeout(timer);
      reject(error instanceof NoAnswer ? error : explained(error));
    };
    alive();
    request.on('error', fail);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        text += part;
        alive();
      });
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    if (!body) return request.end();
    body.on('data', alive);
    body.on('error', (error) => request.destroy(new NoAnswer(error.message, 'other')));
    body.pipe(request);
  });
}

/** Node.js looks at keys and certificates at once. */
function begun(request) {
  try {
    return request();
  } catch ({ message }) {
    throw new NoAnswer(`its keys or certificates cannot be used: ${message}`, 'unusable');
  }
}

/** Returns how to send a request to an address. Throws NoAnswer if the address is invalid. */
function way({ address, tls }) {
  const [, scheme, rest] = /^([a-z]+):\/\/(.*)$/.exec(address) ?? [];
  if (address.startsWith('/') || scheme === 'unix' || scheme === 'npipe') {
    const usual = scheme === 'npipe' ? '//./pipe/docker_engine' : '/var/run/docker.sock';
    const socketPath = address.startsWith('/') ? address : rest || usual;
    return { send: httpRequest, options: { socketPath }, patience: PATIENCE_SECONDS.socket };
  }
  if (scheme === 'ssh') return { send: httpRequest, options: throughSsh(address), patience: PATIENCE_SECONDS.ssh };
  const isBare = scheme === undefined && /^[^/:]+:\d+$/.test(address);
  const url = isBare ? parse(`http://${address}`) : parse(`http://${rest}`);
  if (!url || !(isBare || ['tcp', 'http', 'https'].includes(scheme))) {
    throw new NoAnswer(
      'this is not the address of an engine: expected unix:///PATH, tcp://HOST:PORT or ssh://USER@HOST',
      'unusable',
    );
  }
  const isSecure = tls !== undefined || scheme === 'https';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port || (/:80\/?$/.test(address) ? 80 : isSecure ? 2376 : 2375));
  const options = { host, port, ...(tls ? certificates(tls) : {}) };
  return { send: isSecure ? httpsRequest : httpRequest, options, patience: PATIENCE_SECONDS.tcp };
}

function parse(url) {
  return URL.canParse(url) && new URL(url).hostname !== '' ? new URL(url) : undefined;
}

function certificates({ folder, verify }) {
  const read = (name) => {
    const path = join(folder, name);
    try {
      return existsSync(path) ? readFileSync(path) : undefined;
    } catch ({ message }) {
      throw new NoAnswer(`${path} cannot be read: ${message}`, 'unusable');
    }
  };
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem'), rejectUnauthorized: verify };
}

/** Connects like the docker command, with `docker system dial-stdio` on the remote host. */
function throughSsh(address) {
  const { username, hostname, port, pathname } = parse(address.replace(/^ssh:/, 'http:')) ?? {};
  // ssh would read a leading dash as an option, and the remote shell interprets the path.
  if (!/^[\w][\w.:-]*$/.test(hostname ?? '') || !/^[\w.@-]*$/.test(username) || !/^\/[\w./-]*$/.test(pathname)) {
    throw new NoAnswer('this address is not safe to pass to ssh', 'unusable');
  }
  const socket = pathname === '/' ? [] : ['--host', `unix://${pathname}`];
  const whom = [...(username ? ['-l', username] : []), ...(port ? ['-p', port] : []), '--', hostname];
  const args = [
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=15',
    '-T',
    ...whom,
    'docker',
    ...socket,
    'system',
    'dial-stdio',
  ];
  return {
    // Node.js calls createConnection only without an agent.
    agent: undefined,
    createConnection() {
      const ssh = spawn('ssh', args, { stdio: 'pipe' });
      const connection = Duplex.from({ readable: ssh.stdout, writable: ssh.stdin });
      let complaint = '';
      ssh.stderr.setEncoding('utf8').on('data', (text) => (complaint += text));
      ssh.stdin.on('error', () => undefined);
      ssh.on('error', ({ message }) => connection.destroy(new NoAnswer(`ssh cannot be run: ${message}`, 'other')));
      ssh.on('close', (code) => {
        if (code) connection.destroy(new NoAnswer(complaint.trim() || `ssh ended with ${code}`, 'other'));
      });
      connection.on('close', () => ssh.kill());
      return connection;
    },
  };
}

const EXPLANATIONS = {
  ENOENT: ['there is no such socket', 'absent'],
  ENOTDIR: ['there is no such socket', 'absent'],
  ECONNREFUSED: ['nothing listens there', 'absent'],
  EACCES: ['permission denied', 'denied'],
  EPERM: ['permission denied', 'denied'],
  ENOTFOUND: ['the host name is unknown', 'other'],
  EAI_AGAIN: ['the host name is unknown', 'other'],
};

function explained({ code = '', message }) {
  const [words, kind] = EXPLANATIONS[code] ?? [message, 'other'];
  return new NoAnswer(words, kind);
}
