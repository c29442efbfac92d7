import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import type { TlsMaterial } from '../tls-material';

/** Short enough for the home routers that forget a silent connection after a few minutes. */
const KEEP_ALIVE_MS = 30_000;

// One connection for each request: an engine drops idle ones, and a request sent on one at that moment would fail.
// The name for `inspect` is there because docker-modem inspects every option of every request, in full depth, whether
// its debugging output is on or off: that would walk through sockets and certificates each time.

/** For unix sockets, named pipes and plain tcp. */
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

/** For tcp with TLS. */
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

/** A container may be silent for an hour: the system's own probes keep its connection open, and notice a dead peer. */
function watched<S extends Duplex | null | undefined>(socket: S): S {
  if (socket instanceof Socket) socket.setKeepAlive(true, KEEP_ALIVE_MS);
  return socket;
}
