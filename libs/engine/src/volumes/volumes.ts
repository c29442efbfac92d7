import { dockerOf, type Engine } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';

/** Creates a named volume unless it exists. Resolves to whether it was created. */
export async function ensureVolume(
  engine: Engine,
  name: string,
  labels: Record<string, string> = {},
): Promise<boolean> {
  if (await volumeExists(engine, name)) return false;
  try {
    await dockerOf(engine).createVolume({ Name: name, Labels: { ...labels } });
    return true;
  } catch (error) {
    throw fromEngine(`Making the volume ${name}`, error);
  }
}

export async function volumeExists(engine: Engine, name: string): Promise<boolean> {
  assertVolumeName(name);
  try {
    await dockerOf(engine).getVolume(name).inspect();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw fromEngine(`Looking for the volume ${name}`, error);
  }
}

/** Removes a named volume and its content. Resolves to whether it existed. */
export async function removeVolume(engine: Engine, name: string): Promise<boolean> {
  assertVolumeName(name);
  try {
    await dockerOf(engine).getVolume(name).remove();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw fromEngine(`Removing the volume ${name}`, error);
  }
}

export interface ListedVolume {
  name: string;
  /** In bytes. Undefined if the engine does not know. */
  size?: number;
}

/**
 * Lists the named volumes with this prefix, and their sizes. The engine measures the sizes now, which takes seconds.
 */
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

/** Docker's rule for names. The engine would treat anything else as a path on its host, and mount it. */
const VOLUME_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** Whether a text is a valid volume name: at least two characters, only letters, digits and _ . - */
export const isVolumeName = (name: string): boolean => VOLUME_NAME.test(name);

export function assertVolumeName(name: string): void {
  if (!isVolumeName(name)) {
    throw new TypeError(
      `"${name}" is not the name of a volume: expected only letters, digits and _ . -, at least two characters`,
    );
  }
}
