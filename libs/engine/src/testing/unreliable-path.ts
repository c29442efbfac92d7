import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { listening } from './fake-engine';

/** Forwards a loopback port to an engine's socket until it is cut. Counts the connections. */
export async function unreliablePath(socket: string): Promise<{ address: string; cut(): void; taken(): number }> {
  const open = new Set<Socket>();
  let taken = 0;
  const server: Server = createServer((near) => {
    taken += 1;
    const far = connect(socket);
    for (const end of [near, far]) {
      open.add(end);
      // Errors are expected: these connections are made to be cut.
      end.on('error', () => undefined).on('close', () => open.delete(end));
    }
    near.pipe(far).pipe(near);
  });
  const port = await listening(server);
  return { address: `tcp://127.0.0.1:${port}`, cut: () => open.forEach((end) => end.destroy()), taken: () => taken };
}
