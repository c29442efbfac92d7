/** A disk of this machine. */
export interface Disk {
  /** Path of its device, such as `/dev/sdb`. */
  device: string;
  /** In bytes. */
  size: number;
  /** Vendor and model, or an empty text. */
  name: string;
  /** Whether it is made to be plugged in and out: a card, or a disk on USB. */
  isRemovable: boolean;
  isReadOnly: boolean;
  /** Where its file systems are mounted, and what else uses it, such as `[SWAP]`. */
  mounts: string[];
  /** The devices of its partitions. */
  partitions: string[];
}

/** Mounted here, a file system belongs to the running system. */
const SYSTEM = /^(\/|\/(boot|efi|etc|home|nix|opt|root|srv|usr|var)(\/.*)?|\[.*\]|\/System\/.*)$/;

/** Whether the running system is on the disk. */
export const isSystemDisk = ({ mounts }: Disk): boolean => mounts.some((mount) => SYSTEM.test(mount));
