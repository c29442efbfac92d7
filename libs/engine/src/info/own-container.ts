import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';
import { containerIdentity, type ContainerIdentity } from '../leftovers/container-identity';

interface ContainerMount {
  /** The name of a volume, or an absolute path on the engine's host. */
  source: string;
  /** Path in the container. */
  target: string;
}

/** The container that this process runs in, as the engine describes it. */
interface OwnContainer {
  identity: ContainerIdentity;
  mounts: ContainerMount[];
}

/** Finds the container that this process runs in. Resolves to undefined if there is none on this engine. */
export async function ownContainer(engine: Engine): Promise<OwnContainer | undefined> {
  for (const id of possibleIds(read('/proc/self/mountinfo'), hostname())) {
    const found = await inspect(engine, id);
    // The engine also accepts names and prefixes of ids.
    if (found?.Id.startsWith(id) && found.State.Running) {
      return { identity: containerIdentity(found.Id, found.State.StartedAt), mounts: found.Mounts.flatMap(asMount) };
    }
  }
  return undefined;
}

/** Engines mount these three files from a folder named after the container's id. */
const MOUNTED = /\/([0-9a-f]{64})\/(?:userdata\/)?(?:hostname|hosts|resolv\.conf) /;
/** The default host name of a container: the beginning of its id. */
const SHORT_ID = /^[0-9a-f]{12}$/;

/**
 * Returns possible ids of this process's container, from its mounts (proc(5): /proc/self/mountinfo) and its host name.
 */
export function possibleIds(mountinfo: string, host: string): string[] {
  const mounted = MOUNTED.exec(mountinfo)?.[1];
  return [...(mounted ? [mounted] : []), ...(SHORT_ID.test(host) ? [host] : [])];
}

async function inspect(engine: Engine, id: string) {
  try {
    return await dockerOf(engine).getContainer(id).inspect();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw fromEngine(`Looking for the container ${id.slice(0, 12)}`, error);
  }
}

function asMount({ Type, Name, Source, Destination }: Mounted): ContainerMount[] {
  if (Type === 'volume' && Name) return [{ source: Name, target: Destination }];
  return Type === 'bind' ? [{ source: Source, target: Destination }] : [];
}

interface Mounted {
  Type?: string;
  Name?: string | undefined;
  Source: string;
  Destination: string;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not Linux: the file does not exist, and this program does not run in a container.
    return '';
  }
}
