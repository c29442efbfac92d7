import type { Mistake } from './mistake';

/** Partitions, and the modes and owners of files. */
export const FILE_SYSTEMS: Mistake[] = [
  {
    name: 'root= leads nowhere',
    plant: "boot_change cmdline.txt 's/root=PARTUUID=[^ ]*/root=PARTUUID=deadbeef-02/'",
    caught: { 'the kernel finds its root partition and waits for it': /there is no partition PARTUUID=deadbeef-02/ },
  },
  {
    name: 'fstab names a partition that does not exist',
    plant: "change /etc/fstab 's/^PARTUUID=[^ ]*( +.boot)/PARTUUID=deadbeef-01\\1/'",
    caught: {
      'the partitions that are mounted at boot are there':
        /\/boot\/firmware: there is no partition PARTUUID=deadbeef-01/,
    },
  },
  {
    name: 'everybody may write the shadow file',
    plant: "root 'sif /etc/shadow mode 0100666'",
    caught: {
      'the shadow file is for root alone': /expected the mode 0640, found 0666/,
      'nothing can be written by everybody': /^\/etc\/shadow: /m,
    },
  },
  {
    name: 'everybody may write into a directory',
    plant: "root 'sif /opt mode 040777'",
    caught: { 'nothing can be written by everybody': /^\/opt: everybody may write to it \(0777\)$/m },
  },
  {
    name: 'everybody may read the rules of sudo',
    plant: "root 'sif /etc/sudoers mode 0100644'",
    caught: { 'the rules of sudo are for root alone': /expected the mode 0440, found 0644/ },
  },
  {
    name: 'a program has rights that it should not have',
    plant: "root 'sif /usr/bin/env mode 0104755'",
    caught: { 'no other programs than these have rights of their own': /^\/usr\/bin\/env: .*4755/m },
  },
  {
    name: 'sudo has lost its rights',
    plant: "root 'sif /usr/bin/sudo mode 0100755'",
    caught: {
      'no other programs than these have rights of their own': /^\/usr\/bin\/sudo: expected it to have setuid/m,
    },
  },
  {
    name: 'a file belongs to nobody',
    plant: "root 'sif /etc/motd uid 4711'",
    caught: { 'everything belongs to somebody': /^\/etc\/motd: it belongs to the user number 4711/m },
  },
];
