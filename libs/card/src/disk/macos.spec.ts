import { disksOfMacos } from './macos';

const INTERNAL = { DeviceIdentifier: 'disk0', Partitions: [{ DeviceIdentifier: 'disk0s2' }] };
const CARD = {
  DeviceIdentifier: 'disk4',
  Partitions: [{ DeviceIdentifier: 'disk4s1', MountPoint: '/Volumes/HypriotOS' }, { DeviceIdentifier: 'disk4s2' }],
};
const CONTAINER = {
  DeviceIdentifier: 'disk3',
  APFSPhysicalStores: [{ DeviceIdentifier: 'disk0s2' }],
  APFSVolumes: [{ DeviceIdentifier: 'disk3s1' }, { DeviceIdentifier: 'disk3s5', MountPoint: '/System/Volumes/Data' }],
};

/** As Apple describes the output of diskutil and plutil. This has not been compared with a Mac. */
const OUTPUTS: Record<string, object> = {
  'diskutil list -plist physical': { AllDisksAndPartitions: [INTERNAL, CARD] },
  'diskutil list -plist': { AllDisksAndPartitions: [INTERNAL, CONTAINER, CARD] },
  'diskutil info -plist disk0': { Size: 500277792768, MediaName: 'APPLE SSD', RemovableMediaOrExternalDevice: false },
  'diskutil info -plist disk4': {
    ...{ Size: 31914983424, MediaName: 'SD Card Reader', RemovableMediaOrExternalDevice: true, WritableMedia: false },
  },
};

it('reads what diskutil says of each disk', async () => {
  const run = (program: string, [option, command]: string[]) => {
    expect([program, option]).toEqual(['sh', '-c']);
    const [what, convert] = command!.split(' | ');
    expect(convert).toBe('plutil -convert json -o - -');
    return Promise.resolve(JSON.stringify(OUTPUTS[what!]));
  };
  expect(await disksOfMacos(run)).toEqual([
    {
      ...{ device: '/dev/disk0', size: 500277792768, name: 'APPLE SSD', isRemovable: false, isReadOnly: false },
      ...{ mounts: ['/System/Volumes/Data'], partitions: ['/dev/disk0s2'] },
    },
    {
      ...{ device: '/dev/disk4', size: 31914983424, name: 'SD Card Reader', isRemovable: true, isReadOnly: true },
      ...{ mounts: ['/Volumes/HypriotOS'], partitions: ['/dev/disk4s1', '/dev/disk4s2'] },
    },
  ]);
});
