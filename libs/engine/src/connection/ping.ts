import type Docker from 'dockerode';

/** Pings an engine. Resolves to the problem, or to undefined if the engine answered in time. */
export async function ping(docker: Docker, milliseconds: number, signal?: AbortSignal): Promise<string | undefined> {
  const timer = AbortSignal.timeout(milliseconds);
  const either = signal === undefined ? timer : AbortSignal.any([timer, signal]);
  try {
    const answer = await new Promise((resolve, reject) => {
      const question = { method: 'GET', path: '/_ping', statusCodes: { 200: true }, abortSignal: either };
      docker.modem.dial(question, (error, said) => (error ? reject(error) : resolve(said)));
    });
    return answer === 'OK' ? undefined : 'something answers, but it is not a Docker engine';
  } catch (error) {
    if (timer.aborted) return `no answer within ${milliseconds / 1000} s`;
    return explain(error as NodeJS.ErrnoException);
  }
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
