import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { listening } from './fake-engine';

/** Joins a port of the loopback to an engine's socket, until it is cut. */
export async function unreliablePath(socket: string): Promise<{ address: string; cut(): void }> {
  const open = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(socket);
    for (const end of [near, far]) {
      open.add(end);
      // Cutting is what these paths are for.
      end.on('error', () => undefined).on('close', () => open.delete(end));
    }
    near.pipe(far).pipe(near);
  });
  const port = await listening(server);
  return { address: `tcp://127.0.0.1:${port}`, cut: () => open.forEach((end) => end.destroy()) };
}
