import type { Agent, ClientRequest, IncomingMessage } from 'node:http';

/** What Node.js calls for each request: its types do not have it. */
interface Adding {
  addRequest(request: ClientRequest, ...rest: unknown[]): void;
}

/**
 * Makes an agent hide where a redirection leads. docker-modem would follow it, and an error on the way there would end the
 * program. An engine never redirects.
 */
export function withoutRedirections<A extends Agent>(agent: A): A {
  const adding = agent as unknown as Adding;
  const add = adding.addRequest.bind(agent);
  adding.addRequest = (request, ...rest) => {
    request.prependListener('response', ({ headers }: IncomingMessage) => delete headers.location);
    add(request, ...rest);
  };
  return agent;
}
