import { once } from 'node:events';
import http, { type Agent, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type Docker from 'dockerode';

export const NO_ENGINE = 'something answers, but it is not a Docker engine';

/** Pings an engine. Resolves to the problem, or to undefined if the engine answered in time. */
export async function ping(docker: Docker, milliseconds: number, signal?: AbortSignal): Promise<string | undefined> {
  const timer = AbortSignal.timeout(milliseconds);
  const either = signal === undefined ? timer : AbortSignal.any([timer, signal]);
  try {
    const response = await ask(docker.modem as unknown as Place, either);
    const { statusCode, headers } = response;
    const said = await text(response);
    if (statusCode !== 200) return `${NO_ENGINE} (HTTP status ${statusCode})`;
    // Engines and what is compatible with them say which version of the interface they have.
    return said === 'OK' && headers['api-version'] !== undefined ? undefined : NO_ENGINE;
  } catch (error) {
    if (timer.aborted) return `no answer within ${milliseconds / 1000} s`;
    return explain(error as NodeJS.ErrnoException);
  }
}

/** Where docker-modem sends its requests. */
interface Place {
  protocol: string;
  host?: string;
  port?: number;
  socketPath?: string;
  agent: Agent;
}

/** Without docker-modem, which follows the redirections of a proxy and loses the errors of that. */
async function ask({ protocol, host, port, socketPath, agent }: Place, signal: AbortSignal): Promise<IncomingMessage> {
  const { get } = protocol === 'https' ? https : http;
  const request = get({ host, port, socketPath, agent, path: '/_ping', signal });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  // What happens after the answer, the reader of the answer is told.
  request.on('error', () => undefined);
  return response;
}

const EXPLANATIONS: Partial<Record<string, string>> = {
  ENOENT: 'no such socket',
  ECONNREFUSED: 'nothing listens there',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name is unknown',
};

const explain = ({ code = '', message }: NodeJS.ErrnoException): string => EXPLANATIONS[code] ?? message.trim();
