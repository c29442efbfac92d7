import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine } from '../from-engine';

export interface ListedVolume {
  name: string;
  /** Bytes; undefined where the engine does not know. */
  size?: number;
}

/** The named volumes whose names begin in a certain way, with what they take. The engine counts that now: it takes seconds. */
export async function listVolumes(engine: Engine, prefix: string): Promise<ListedVolume[]> {
  try {
    const { Volumes } = (await dockerOf(engine).df()) as { Volumes?: DiskUse[] | null };
    return (Volumes ?? [])
      .filter(({ Name }) => Name.startsWith(prefix))
      .map(({ Name, UsageData }) => ({ name: Name, ...(UsageData && UsageData.Size >= 0 && { size: UsageData.Size }) }))
      .sort((one, other) => one.name.localeCompare(other.name));
  } catch (error) {
    throw fromEngine('Asking the engine for the sizes of its volumes', error);
  }
}

interface DiskUse {
  Name: string;
  UsageData?: { Size: number } | null;
}
