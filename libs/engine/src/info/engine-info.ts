import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine } from '../errors/from-engine';

export interface EngineInfo {
  version: string;
  apiVersion: string;
  os: string;
  /** In Docker's names: amd64, arm64, arm. */
  architecture: string;
  cpus: number;
  memoryBytes: number;
  storageDriver: string;
  /** `1` or `2`; engines before 20.10 do not say. */
  cgroupVersion: string | undefined;
  rootless: boolean;
}

export async function engineInfo(engine: Engine): Promise<EngineInfo> {
  const docker = dockerOf(engine);
  try {
    const [version, info] = (await Promise.all([docker.version(), docker.info()])) as [Version, Info];
    return {
      version: version.Version,
      apiVersion: version.ApiVersion,
      os: version.Os,
      architecture: version.Arch,
      cpus: info.NCPU,
      memoryBytes: info.MemTotal,
      storageDriver: info.Driver,
      cgroupVersion: info.CgroupVersion,
      rootless: (info.SecurityOptions ?? []).some((option) => option.includes('name=rootless')),
    };
  } catch (error) {
    throw fromEngine('Asking the engine about itself', error);
  }
}

interface Version {
  Version: string;
  ApiVersion: string;
  Os: string;
  Arch: string;
}

interface Info {
  NCPU: number;
  MemTotal: number;
  Driver: string;
  CgroupVersion?: string;
  SecurityOptions?: string[] | null;
}
