import { IncomingMessage } from 'node:http';
import type Docker from 'dockerode';
import { EngineUnreachable } from '../errors';
import { statusOf } from '../from-engine';
import type { Candidate } from './candidate';
import { unexpectedIn } from './expected-answers';
import { NO_ENGINE } from './ping';

/**
 * Makes every request fail that something else than an engine answers: with a redirection, a page, text where JSON is
 * expected, or JSON of another form. Such a server may answer a ping as an engine does.
 *
 * @param candidate The address to name in the error.
 */
export function requireEngine(docker: Docker, { foundBy, address, decisive }: Candidate): Docker {
  const { modem } = docker;
  const dial = modem.dial.bind(modem);
  modem.dial = (options, callback = () => undefined) =>
    dial(options, (error, answer) => {
      const failure = error ? problemOf(error) : strangenessOf(options, answer);
      if (failure === undefined) return callback(error, answer);
      if (answer instanceof IncomingMessage) answer.destroy();
      callback(new EngineUnreachable([{ foundBy, address, decisive, failure }]), null);
    });
  return docker;
}

function problemOf(error: Error): string | undefined {
  const status = statusOf(error);
  if (status === undefined) return undefined;
  // An engine answers 304 to the start of a container that runs.
  const isElsewhere = status >= 300 && status < 400 && status !== 304;
  return isElsewhere || isPage(error.message) ? `${NO_ENGINE} (HTTP status ${status})` : undefined;
}

/** Whether the body, which docker-modem puts at the end of its message, is HTML. */
const isPage = (message: string): boolean => /^\(HTTP code \d+\) [^-]* - \s*<(!doctype|html)/i.test(message);

function strangenessOf({ method = 'GET', path }: Asked, answer: unknown): string | undefined {
  if (answer instanceof IncomingMessage) {
    return answer.headers['content-type']?.startsWith('text/html') ? NO_ENGINE : undefined;
  }
  if (typeof answer === 'string' && answer !== '') return NO_ENGINE;
  const unexpected = unexpectedIn(method, path, answer);
  return unexpected === undefined ? undefined : `${NO_ENGINE}: ${unexpected}`;
}

interface Asked {
  method?: string;
  path: string;
}
