import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, Server as HttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

/** Answers /_ping as a healthy engine does. */
export const answersPing: RequestListener = (request, response) => {
  response.statusCode = request.url === '/_ping' ? 200 : 404;
  response.setHeader('Api-Version', '1.41');
  response.end(response.statusCode === 200 ? 'OK' : '{"message":"page not found"}');
};

/** Accepts a request and never answers. */
export const saysNothing: RequestListener = () => undefined;

const servers: Server[] = [];

afterAll(() => {
  for (const server of servers) {
    if (server instanceof HttpServer) server.closeAllConnections();
    server.close();
  }
});

/** Listens on a Unix socket or on a free loopback port. Closes after the last test of the file. */
export async function fakeEngine(listener: RequestListener, socket?: string): Promise<number> {
  return listening(createServer(listener), socket);
}

/** Like fakeEngine, but for any server. Resolves to its port. */
export async function listening(server: Server, socket?: string): Promise<number> {
  servers.push(server);
  if (socket === undefined) server.listen(0, '127.0.0.1');
  else server.listen(socket);
  await once(server, 'listening');
  return socket === undefined ? (server.address() as AddressInfo).port : 0;
}
