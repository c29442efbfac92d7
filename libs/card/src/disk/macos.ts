import type { Disk } from './disk';
import type { Run } from './list-disks';

interface Listed {
  AllDisksAndPartitions: { DeviceIdentifier: string; Partitions?: Volume[]; APFSVolumes?: Volume[] }[];
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
  const { AllDisksAndPartitions } = await plist<Listed>(run, 'diskutil list -plist physical');
  return Promise.all(
    AllDisksAndPartitions.map(async ({ DeviceIdentifier, Partitions = [], APFSVolumes = [] }) => {
      const info = await plist<Info>(run, `diskutil info -plist ${DeviceIdentifier}`);
      const volumes = [...Partitions, ...APFSVolumes];
      return {
        device: `/dev/${DeviceIdentifier}`,
        size: info.Size,
        name: info.MediaName ?? '',
        isRemovable: info.RemovableMediaOrExternalDevice ?? false,
        isReadOnly: !(info.WritableMedia ?? true),
        mounts: volumes.flatMap(({ MountPoint }) => (MountPoint ? [MountPoint] : [])),
        partitions: volumes.map((volume) => `/dev/${volume.DeviceIdentifier}`),
      };
    }),
  );
}

async function plist<T>(run: Run, command: string): Promise<T> {
  return JSON.parse(await run('sh', ['-c', `${command} | plutil -convert json -o - -`])) as T;
}
