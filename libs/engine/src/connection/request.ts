import type Docker from 'dockerode';
import type { IncomingMessage } from 'node:http';

interface PlainRequest {
  method: 'GET' | 'POST';
  /** Without a query. */
  path: string;
  signal?: AbortSignal;
}

/**
 * Sends a request without a body and reads the whole answer. Use this for slow answers: if the connection breaks
 * between the header and the end of an answer, dockerode's own functions never settle, but this one rejects.
 */
export async function request(docker: Docker, { method, path, signal }: PlainRequest): Promise<string> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    docker.modem.dial(
      { method, path, isStream: true, statusCodes: { 200: true }, ...(signal ? { abortSignal: signal } : {}) },
      (error, response) => (error ? reject(error) : resolve(response as IncomingMessage)),
    );
  });
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
