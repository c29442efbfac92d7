import type Docker from 'dockerode';
import type { IncomingMessage } from 'node:http';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';

/**
 * Makes a client fail if the connection breaks between the header and the end of an answer, as when an engine restarts. On
 * its own, docker-modem never settles then: a program with nothing else to wait for ends without a word, as if all were
 * well.
 */
export function requireWholeAnswers(docker: Docker): Docker {
  const { modem } = docker;
  const dial = modem.dial.bind(modem);
  modem.dial = (options, callback = () => undefined) => {
    if (options.isStream || options.hijack || options.openStdin) return dial(options, callback);
    dial({ ...options, isStream: true }, (error, response) => {
      if (error) return callback(error, null);
      const answer = response as IncomingMessage;
      if (options.abortSignal) addAbortSignal(options.abortSignal, answer);
      text(answer).then(
        (body) => callback(null, parsed(body) as object),
        (reason: Error) => callback(reason, null),
      );
    });
  };
  return docker;
}

/** JSON, if it is that. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
