import Docker from 'dockerode';
import { parseAddress } from './address';
import type { Candidate } from './candidate';
import { readTlsMaterial } from './tls-material';
import { ShortHttpAgent, ShortHttpsAgent } from './transport/short-agent';
import { SshAgent } from './transport/ssh-agent';

export interface Client {
  docker: Docker;
  /** How long a healthy engine at such an address may take for its first answer, also on a busy machine. */
  patienceMilliseconds: number;
}

/** Makes a client of an address, without asking it anything yet. */
export async function openClient(candidate: Candidate, env: NodeJS.ProcessEnv): Promise<Client> {
  const address = parseAddress(candidate.address, candidate.tls !== undefined);
  switch (address.kind) {
    case 'unix':
    case 'npipe':
      return { docker: client({ socketPath: address.path, agent: new ShortHttpAgent() }), patienceMilliseconds: 5_000 };
    case 'ssh':
      // The host only fills a header: the agent knows the way.
      return {
        docker: client({ host: 'localhost', protocol: 'http', agent: new SshAgent(address, env) }),
        patienceMilliseconds: 20_000,
      };
    case 'tcp': {
      const { host, port } = address;
      const agent = address.tls
        ? new ShortHttpsAgent(candidate.tls ? await readTlsMaterial(candidate.tls) : { rejectUnauthorized: true })
        : new ShortHttpAgent();
      const protocol = address.tls ? 'https' : 'http';
      return { docker: client({ host, port, protocol, agent }), patienceMilliseconds: 10_000 };
    }
  }
}

/** dockerode lets DOCKER_HOST override the options it is given: it does not get to see it. */
function client(options: Docker.DockerOptions & { agent: unknown }): Docker {
  const { DOCKER_HOST } = process.env;
  delete process.env.DOCKER_HOST;
  try {
    return new Docker(options);
  } finally {
    if (DOCKER_HOST !== undefined) process.env.DOCKER_HOST = DOCKER_HOST;
  }
}
