import { dockerOf, type Engine } from '../connection/engine';
import { fromEngine } from '../from-engine';

export interface EngineInfo {
  /** Docker's name, such as amd64, arm64 or arm. */
  architecture: string;
  cpus: number;
  /** Whether containers can be held to some of the processors. A rootless engine needs the right from systemd. */
  cpusets: boolean;
  rootless: boolean;
  /** Whether containers run in a user namespace, as with rootless engines and `userns-remap`: root in them is nobody outside. */
  userNamespace: boolean;
}

const known = new WeakMap<Engine, Promise<EngineInfo>>();

/** Asks the engine once. */
export function engineInfo(engine: Engine): Promise<EngineInfo> {
  const asked = known.get(engine) ?? ask(engine);
  known.set(engine, asked);
  // An engine that did not answer may do so the next time.
  asked.catch(() => known.delete(engine));
  return asked;
}

async function ask(engine: Engine): Promise<EngineInfo> {
  const docker = dockerOf(engine);
  try {
    const [version, info] = (await Promise.all([docker.version(), docker.info()])) as [Version, Info];
    const has = (name: string) => (info.SecurityOptions ?? []).some((option) => option.includes(`name=${name}`));
    const rootless = has('rootless');
    return {
      architecture: version.Arch,
      cpus: info.NCPU,
      cpusets: info.CPUSet === true,
      rootless,
      userNamespace: rootless || has('userns'),
    };
  } catch (error) {
    throw fromEngine('Asking the engine about itself', error);
  }
}

interface Version {
  Arch: string;
}

interface Info {
  NCPU: number;
  CPUSet?: boolean;
  SecurityOptions?: string[] | null;
}

/** Returns the engine's time, the one clock that all its users share. */
export async function engineTime(engine: Engine): Promise<Date> {
  try {
    const { SystemTime } = (await dockerOf(engine).info()) as { SystemTime?: string };
    const time = new Date(SystemTime ?? '');
    return Number.isNaN(time.getTime()) ? new Date() : time;
  } catch (error) {
    throw fromEngine('Asking the engine for its time', error);
  }
}

/**
 * Returns what is the same for every address of an engine, and another for every other engine: the names of its machine and of the
 * folder that it keeps everything in. Its ID would not do: podman makes a new one for every answer (pkg/api/handlers/compat/info.go).
 */
export async function engineIdentity(engine: Engine): Promise<string> {
  try {
    const { Name, DockerRootDir } = (await dockerOf(engine).info()) as { Name?: string; DockerRootDir?: string };
    return `${Name}:${DockerRootDir}`;
  } catch (error) {
    throw fromEngine('Asking the engine where it keeps its images', error);
  }
}
