import type { Disk } from './disk';

/** What disksOfLinux reads of the output of lsblk. MOUNTPOINTS is of util-linux 2.37. */
export const LSBLK_COLUMNS = 'PATH,TYPE,SIZE,VENDOR,MODEL,TRAN,RM,HOTPLUG,RO,MOUNTPOINTS';

interface BlockDevice {
  path: string;
  type: string;
  size: number | null;
  vendor: string | null;
  model: string | null;
  tran: string | null;
  rm: boolean;
  hotplug: boolean;
  ro: boolean;
  mountpoints: (string | null)[];
  children?: BlockDevice[];
}

/** Returns the disks in the JSON of lsblk, each with what is mounted from it, through whatever layers. */
export function disksOfLinux(json: string): Disk[] {
  const { blockdevices } = JSON.parse(json) as { blockdevices: BlockDevice[] };
  return blockdevices.filter(({ type, size }) => ['disk', 'loop'].includes(type) && Number(size) > 0).map(diskOf);
}

function diskOf(device: BlockDevice): Disk {
  const all = [device, ...below(device)];
  return {
    device: device.path,
    size: Number(device.size),
    name: [device.vendor, device.model]
      .map((part) => part?.trim())
      .filter(Boolean)
      .join(' '),
    isRemovable: device.type === 'disk' && (device.rm || device.hotplug || ['usb', 'mmc'].includes(device.tran ?? '')),
    isReadOnly: device.ro,
    mounts: all.flatMap(({ mountpoints }) => mountpoints.filter((mount) => mount !== null)),
    partitions: all.filter(({ type }) => type === 'part').map(({ path }) => path),
  };
}

const below = ({ children = [] }: BlockDevice): BlockDevice[] => children.flatMap((child) => [child, ...below(child)]);
