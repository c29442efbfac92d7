import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import type { TlsMaterial } from '../tls-material';

/** Short enough for home routers, which forget a silent connection after a few minutes. */
const KEEP_ALIVE_MS = 30_000;

// Each request has a connection of its own, because an engine drops idle ones, and a request sent at that moment would
// fail. `inspect` returns just a name because docker-modem always inspects every option of every request, in full
// depth, even without debugging output. It would walk through sockets and certificates each time.

/** For Unix sockets, named pipes and plain TCP. */
export class ShortHttpAgent extends HttpAgent {
  constructor() {
    super({ keepAlive: false });
  }

  override createConnection(
    ...args: Parameters<HttpAgent['createConnection']>
  ): ReturnType<HttpAgent['createConnection']> {
    return watched(super.createConnection(...args));
  }

  [inspect.custom](): string {
    return 'ShortHttpAgent';
  }
}

/** For TCP with TLS. */
export class ShortHttpsAgent extends HttpsAgent {
  constructor(tls: TlsMaterial) {
    super({ keepAlive: false, ...tls });
  }

  override createConnection(
    ...args: Parameters<HttpsAgent['createConnection']>
  ): ReturnType<HttpsAgent['createConnection']> {
    return watched(super.createConnection(...args));
  }

  [inspect.custom](): string {
    return 'ShortHttpsAgent';
  }
}

/** A container may be silent for an hour. TCP keep-alive keeps its connection open and detects a dead peer. */
function watched<S extends Duplex | null | undefined>(socket: S): S {
  if (socket instanceof Socket) socket.setKeepAlive(true, KEEP_ALIVE_MS);
  return socket;
}
