import { parseAddress } from '../connection/address';
import type { Engine } from '../connection/engine';

/** What an engine's address tells of its place. */
interface EngineSite {
  /** Path of the engine's socket on the machine that the engine runs on. */
  socket: string;
  /** Whether that machine appears to be another one, which cannot see the files of this machine. */
  remote: boolean;
}

const SOCKET = '/var/run/docker.sock';
/** Sockets on this machine that belong to an engine in a virtual machine, where the socket has the usual path. */
const FORWARDED = /\/\.(docker|colima|rd|lima)\//;
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

/**
 * Returns why a container cannot connect to an engine by its address, with nothing but a network; undefined if nothing
 * speaks against it.
 */
export function unreachableInContainer(address: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const parsed = parseAddress(address, Boolean(env['DOCKER_TLS_VERIFY'] || env['DOCKER_TLS']));
  switch (parsed.kind) {
    case 'unix':
    case 'npipe':
      return 'it is a socket of this machine';
    case 'ssh':
      return 'ssh needs keys';
    case 'tcp':
      if (parsed.tls) return 'TLS needs certificates';
      return LOOPBACK.test(parsed.host) ? `there, ${parsed.host} is the container itself` : undefined;
  }
}

/** Returns where an engine runs, and how a container on it can reach it. */
export function engineSite(engine: Engine, platform: NodeJS.Platform = process.platform): EngineSite {
  const address = parseAddress(engine.address, false);
  switch (address.kind) {
    case 'unix':
      return { socket: platform !== 'linux' || FORWARDED.test(address.path) ? SOCKET : address.path, remote: false };
    case 'npipe':
      return { socket: SOCKET, remote: false };
    case 'tcp':
      return { socket: SOCKET, remote: !LOOPBACK.test(address.host) };
    case 'ssh':
      return { socket: address.socket ?? SOCKET, remote: !LOOPBACK.test(address.host) };
  }
}
