import type { Disk } from './disk';
import type { Run } from './list-disks';

interface Listed {
  AllDisksAndPartitions: Whole[];
}

interface Whole {
  DeviceIdentifier: string;
  Partitions?: Volume[];
  APFSVolumes?: Volume[];
  /** Of a container of APFS, which is a disk of its own here: the partitions that it is on. */
  APFSPhysicalStores?: { DeviceIdentifier: string }[];
}

interface Volume {
  DeviceIdentifier: string;
  MountPoint?: string;
}

interface Info {
  Size: number;
  MediaName?: string;
  RemovableMediaOrExternalDevice?: boolean;
  WritableMedia?: boolean;
}

/** Returns the physical disks that diskutil lists. It prints property lists, which plutil converts. */
export async function disksOfMacos(run: Run): Promise<Disk[]> {
  const { AllDisksAndPartitions: physical } = await plist<Listed>(run, 'diskutil list -plist physical');
  const { AllDisksAndPartitions: all } = await plist<Listed>(run, 'diskutil list -plist');
  return Promise.all(
    physical.map(async ({ DeviceIdentifier, Partitions = [], APFSVolumes = [] }) => {
      const info = await plist<Info>(run, `diskutil info -plist ${DeviceIdentifier}`);
      const volumes = [...Partitions, ...APFSVolumes];
      return {
        device: `/dev/${DeviceIdentifier}`,
        size: info.Size,
        name: info.MediaName ?? '',
        isRemovable: info.RemovableMediaOrExternalDevice ?? false,
        isReadOnly: !(info.WritableMedia ?? true),
        mounts: [...volumes, ...volumesOn(Partitions, all)].flatMap(({ MountPoint }) => MountPoint || []),
        partitions: volumes.map((volume) => `/dev/${volume.DeviceIdentifier}`),
      };
    }),
  );
}

/** The volumes in the containers of APFS that are on some partitions. */
function volumesOn(partitions: Volume[], all: Whole[]): Volume[] {
  const stores = partitions.map(({ DeviceIdentifier }) => DeviceIdentifier);
  const isOnThem = ({ APFSPhysicalStores = [] }: Whole) =>
    APFSPhysicalStores.some(({ DeviceIdentifier }) => stores.includes(DeviceIdentifier));
  return all.filter(isOnThem).flatMap(({ APFSVolumes = [] }) => APFSVolumes);
}

async function plist<T>(run: Run, command: string): Promise<T> {
  return JSON.parse(await run('sh', ['-c', `${command} | plutil -convert json -o - -`])) as T;
}
