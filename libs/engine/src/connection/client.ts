import type { Agent } from 'node:http';
import type Docker from 'dockerode';
import { parseAddress } from './address';
import type { Candidate } from './candidate';
import { requireAnswers } from './require-answers';
import { requireEngine } from './require-engine';
import { readTlsMaterial } from './tls-material';
import { ShortHttpAgent, ShortHttpsAgent } from './transport/short-agent';
import { SshAgent } from './transport/ssh-agent';
import { withoutRedirections } from './transport/without-redirections';

export interface Client {
  docker: Docker;
  /** How long a healthy engine may take for its first answer at such an address, even on a busy machine. */
  patienceMilliseconds: number;
}

/**
 * Creates a client for an address. Does not contact the engine yet.
 *
 * @param signal Interrupts the work. Requests that clean up after that get some time.
 */
export async function openClient(candidate: Candidate, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Client> {
  const client = (options: ClientOptions) => open(options, candidate, signal);
  const address = parseAddress(candidate.address, candidate.tls !== undefined);
  switch (address.kind) {
    case 'unix':
    case 'npipe':
      return {
        docker: await client({ socketPath: address.path, agent: new ShortHttpAgent() }),
        patienceMilliseconds: 5_000,
      };
    case 'ssh':
      // The host is only for the header. The agent makes the connection.
      return {
        docker: await client({ host: 'localhost', protocol: 'http', agent: new SshAgent(address, env) }),
        patienceMilliseconds: 20_000,
      };
    case 'tcp': {
      const { host, port } = address;
      const agent = address.tls
        ? new ShortHttpsAgent(candidate.tls ? await readTlsMaterial(candidate.tls) : { rejectUnauthorized: true })
        : new ShortHttpAgent();
      const protocol = address.tls ? 'https' : 'http';
      return { docker: await client({ host, port, protocol, agent }), patienceMilliseconds: 10_000 };
    }
  }
}

type ClientOptions = Docker.DockerOptions & { agent: Agent };

/**
 * Loads dockerode here and no earlier: that takes 0.2 s, and most commands of Nx need no engine.
 * Hides DOCKER_HOST from it, which would let it override the options.
 */
async function open({ agent, ...options }: ClientOptions, candidate: Candidate, signal?: AbortSignal): Promise<Docker> {
  const { default: Dockerode } = await import('dockerode');
  const { DOCKER_HOST } = process.env;
  delete process.env.DOCKER_HOST;
  try {
    const docker = new Dockerode({ ...options, agent: withoutRedirections(agent) } as Docker.DockerOptions);
    return requireEngine(requireAnswers(docker, signal), candidate);
  } finally {
    if (DOCKER_HOST !== undefined) process.env.DOCKER_HOST = DOCKER_HOST;
  }
}
