import { dockerOf, type Engine } from '../connection/engine';
import { fromEngine } from '../from-engine';

/** A machine of a swarm. */
export interface SwarmNode {
  id: string;
  /** Its host name. */
  name: string;
  /** As the swarm calls it, such as x86_64 or aarch64. */
  architecture: string;
  /** Whether it may still work: it answers, or the swarm, which has just started, does not know yet. */
  isUp: boolean;
  /** Whether it answers and takes tasks. */
  isReady: boolean;
}

/** States of a node whose tasks do not go on. */
const GONE = ['down', 'disconnected'];

/** What the swarm calls the architectures that Docker calls by these names. Placement by a constraint compares texts. */
export const SWARM_ARCHITECTURES: Record<string, string> = { amd64: 'x86_64', arm64: 'aarch64' };

/** Whether the engine manages a swarm. */
export async function managesSwarm(engine: Engine): Promise<boolean> {
  try {
    const { Swarm } = (await dockerOf(engine).info()) as { Swarm?: { ControlAvailable?: boolean } };
    return Swarm?.ControlAvailable === true;
  } catch (error) {
    throw fromEngine('Asking the engine about its swarm', error);
  }
}

/** Lists the machines of the swarm that the engine manages. */
export async function swarmNodes(engine: Engine): Promise<SwarmNode[]> {
  try {
    const nodes = (await dockerOf(engine).listNodes()) as unknown as Listed[];
    return nodes.map(({ ID, Description, Status, Spec }) => ({
      id: ID,
      name: Description?.Hostname ?? ID,
      architecture: Description?.Platform?.Architecture ?? '',
      isUp: !GONE.includes(Status?.State ?? ''),
      isReady: Status?.State === 'ready' && Spec?.Availability === 'active',
    }));
  } catch (error) {
    throw fromEngine('Asking the swarm for its nodes', error);
  }
}

interface Listed {
  ID: string;
  Description?: { Hostname?: string; Platform?: { Architecture?: string } };
  Status?: { State?: string };
  Spec?: { Availability?: string };
}
