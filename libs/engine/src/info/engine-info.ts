import { dockerOf, type Engine } from '../connection/engine';
import { fromEngine } from '../from-engine';

interface EngineInfo {
  /** In Docker's names: amd64, arm64, arm. */
  architecture: string;
  cpus: number;
  rootless: boolean;
}

export async function engineInfo(engine: Engine): Promise<EngineInfo> {
  const docker = dockerOf(engine);
  try {
    const [version, info] = (await Promise.all([docker.version(), docker.info()])) as [Version, Info];
    return {
      architecture: version.Arch,
      cpus: info.NCPU,
      rootless: (info.SecurityOptions ?? []).some((option) => option.includes('name=rootless')),
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
  SecurityOptions?: string[] | null;
}

/** What time it is for the engine: the one clock that all who use it have in common. */
export async function engineTime(engine: Engine): Promise<Date> {
  try {
    const { SystemTime } = (await dockerOf(engine).info()) as { SystemTime?: string };
    const time = new Date(SystemTime ?? '');
    return Number.isNaN(time.getTime()) ? new Date() : time;
  } catch (error) {
    throw fromEngine('Asking the engine for its time', error);
  }
}
