import type { Mistake } from './mistake';

/** In another image, for they touch the same things as those above. */
export const OTHERS: Mistake[] = [
  {
    name: "the user's data are no valid YAML",
    plant: "boot_change user-data 's/^hostname: .*/hostname: [black/'",
    caught: {
      "the user's data on the boot partition says what was configured": /user-data cannot be read as yaml: .*line 3/,
      "the user's data on the boot partition lets the account use sudo without a password":
        /user-data cannot be read as yaml: .*line 3/,
    },
  },
  {
    name: 'fstab takes a partition for another kind of file system',
    plant: "change /etc/fstab 's/( ext4 )/ btrfs /'",
    caught: { 'the partitions that are mounted at boot are there': /expected btrfs there, found ext4/ },
  },
  {
    name: 'everybody may read the passwords on the boot partition',
    plant: "change /etc/fstab 's/,umask=0077//'",
    caught: { 'only root has access to the boot partition, because it contains passwords': /expected a match/ },
  },
  {
    name: 'the firmware passes a second line to nobody',
    plant: "boot_change cmdline.txt 's/ rootwait/\\nrootwait/'",
    caught: {
      'the kernel finds its root partition and waits for it': /expected one line, found 2/,
      "the kernel has a console on the Pi 5's serial socket": /expected one line, found 2/,
    },
  },
  {
    name: 'an initramfs is named and missing',
    plant: "boot_change config.txt '$ainitramfs initramfs.img followkernel'",
    caught: {
      'each board finds its firmware, a kernel and its device tree': /^Pi 3 B: .*initramfs\.img is not there$/m,
      'the Pi 5, in both steppings, finds a kernel and its device tree': /^Pi 5: .*initramfs\.img is not there$/m,
    },
  },
  {
    name: 'the device trees have other names than the firmware asks for',
    plant: "boot_change config.txt '/^upstream_kernel=/d'",
    caught: {
      'each board finds its firmware, a kernel and its device tree':
        /^Pi 3 B: the device tree .*bcm2710-rpi-3-b\.dtb is not there$/m,
    },
  },
  {
    name: 'the kernel file is not a kernel',
    plant: 'echo kernel | boot_put kernel8.img',
    caught: {
      'each device of each board has a driver': /kernel8\.img is not a Linux kernel for arm64/,
      'each device of the Pi 5 has a driver': /kernel8\.img is not a Linux kernel for arm64/,
      'the modules are those of the kernel on the boot partition, and all are there':
        /kernel8\.img is not a Linux kernel for arm64/,
    },
  },
  {
    name: 'root has a password',
    plant: "change /etc/shadow 's/^root:[^:]*:/root:$6$salt$hash:/' 0640 0 42",
    caught: {
      'root has no password': /root: expected the password locked, found set/,
      'nobody else can log in': /^root can log in with a password$/m,
    },
  },
  {
    name: 'somebody can log in without a password',
    plant: "change /etc/shadow 's/^games:[^:]*:/games::/' 0640 0 42",
    caught: { 'nobody else can log in': /^games can log in with no password$/m },
  },
  {
    name: 'the first partition does not start the board',
    plant: 'sfdisk --quiet --no-reread --no-tell-kernel --activate "$IMAGE" -',
    caught: {
      'there is a boot partition and a root partition, and nothing else but the configured ones':
        /partition 1: expected bootable True, found False/,
    },
  },
  // Last: what is written after them would mend or spread the damage.
  {
    name: 'the ext4 file system is damaged',
    // Blocks of a file that are called free.
    plant: 'root "freeb $(debugfs -R "blocks /usr/bin/dockerd" "$ROOT" 2>/dev/null | cut -d " " -f 1) 8"',
    caught: { 'the root file system is clean': /its ext4 is damaged:\n(.*\n)*.*differences/ },
  },
  {
    name: 'the FAT file system is damaged',
    // The second copy of its table, behind 32 reserved sectors at most and the first one.
    plant: `
      read -r reserved tables < <(minfo -i "$BOOT" :: | sed -nE 's/^.*reserved.*: *([0-9]+)$/\\1/p; s/^.*Big fatlen=([0-9]+).*/\\1/p' | xargs)
      printf '\\377\\377\\377\\377\\377' | dd of="$IMAGE" bs=1 conv=notrunc status=none seek=$(((BOOT_OFFSET + reserved + tables) * 512 + 4000))`,
    caught: { 'the boot file system is clean': /its vfat is damaged:\n(.*\n)*.*FATs differ/ },
  },
];
