import { parseAddress } from '../connection/address';
import type { Engine } from '../connection/engine';

/** What can be told of an engine's place by its address. */
interface EngineSite {
  /** The path, on the machine that the engine runs on, of the socket that it listens on. */
  socket: string;
  /** Whether that machine is, as far as can be told, another one than this: it does not see the files of this one. */
  remote: boolean;
}

const SOCKET = '/var/run/docker.sock';
/** Sockets on this machine whose engine runs in a virtual machine of its own, where it has the usual path. */
const FORWARDED = /\/\.(docker|colima|rd|lima)\//;
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

/** Where an engine is, and how a container on it would reach it. */
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
