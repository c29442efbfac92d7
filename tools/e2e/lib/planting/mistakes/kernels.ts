import type { Mistake } from './mistake';

/** The kernel, its modules and options, and its updates. */
export const KERNELS: Mistake[] = [
  {
    name: 'packages of kernels do not reach the boot partition',
    plant: "root 'rm /etc/kernel/postinst.d/zz-hypriotos'",
    caught: { 'packages of kernels write them to the boot partition': /zz-hypriotos: it is not there$/m },
  },
  {
    name: 'the removal of a kernel does not reach the boot partition',
    plant: "change /etc/kernel/postrm.d/zz-hypriotos 's/^exec/true/' 0755 0 0",
    caught: { 'the boot partition gives up a kernel whose package is removed': /expected a match of/ },
  },
  {
    name: 'an interrupted update of a kernel does not end',
    plant: "root 'rm /etc/systemd/system/multi-user.target.wants/hypriotos-kernel.service'",
    caught: {
      'the update of a kernel that a power cut has interrupted ends at the next start':
        /^hypriotos-kernel\.service: .* it is disabled$/m,
    },
  },
  {
    name: "an earlier kernel's modules are still there",
    plant: "root 'mkdir /usr/lib/modules/6.1.0-old'",
    caught: {
      'the modules are those of the kernel on the boot partition, and all are there': /modules\/6\.1\.0-old is there/,
    },
  },
  {
    name: "a module is another kernel's",
    plant: `
      module=/usr/lib/modules/$RELEASE/kernel/drivers/net/dummy.ko
      change "$module" 's/vermagic=[0-9][^ ]*/vermagic=6.1.0-other/'`,
    caught: {
      'the modules are those of the kernel on the boot partition, and all are there':
        /dummy\.ko is of the kernel 6\.1\.0-other/,
    },
  },
  {
    name: 'a module is missing',
    plant: 'root "rm /usr/lib/modules/$RELEASE/kernel/drivers/net/ifb.ko"',
    caught: {
      'the modules are those of the kernel on the boot partition, and all are there':
        /modules\.dep names .*ifb\.ko, which is not there/,
    },
  },
  {
    name: "the kernel has none of Docker's storage",
    plant: 'change "/boot/config-$RELEASE" "s/^CONFIG_OVERLAY_FS=.*/# CONFIG_OVERLAY_FS is not set/"',
    caught: {
      "the kernel has Docker's storage driver on what the root is formatted with":
        /CONFIG_OVERLAY_FS: expected y or m, found n/,
    },
  },
  {
    name: 'the kernel cannot limit memory',
    plant: 'change "/boot/config-$RELEASE" "/^CONFIG_MEMCG=/d"',
    caught: { 'the kernel has the options that Docker requires': /CONFIG_MEMCG: expected y or m, found n/ },
  },
  {
    name: 'the card reader is a module, without an initramfs',
    plant: 'change "/boot/config-$RELEASE" "s/^CONFIG_MMC_BLOCK=y/CONFIG_MMC_BLOCK=m/"',
    caught: { 'the kernel reaches the root partition by itself': /CONFIG_MMC_BLOCK: expected y, found m/ },
  },
  {
    name: 'the kernel keeps its types to itself',
    plant: 'change "/boot/config-$RELEASE" "/^CONFIG_DEBUG_INFO_BTF=/d"',
    caught: {
      'the kernel can be traced, and describes its types to BPF programs':
        /CONFIG_DEBUG_INFO_BTF: expected y or m, found n/,
    },
  },
  {
    name: 'the kernel has no AppArmor',
    plant: 'change "/boot/config-$RELEASE" "/^CONFIG_SECURITY_APPARMOR=/d"',
    caught: { 'the kernel lets Docker confine containers': /CONFIG_SECURITY_APPARMOR: expected y or m, found n/ },
  },
  {
    name: 'the kernel is told to leave AppArmor off',
    plant: "boot_change cmdline.txt 's/ rootwait/ rootwait apparmor=0/'",
    caught: { 'the kernel is not told to leave AppArmor off': /apparmor=0/ },
  },
  {
    name: 'Docker cannot confine containers',
    plant: "root 'rm /usr/sbin/apparmor_parser'",
    caught: { 'Docker finds the program that it confines containers with': /apparmor_parser: it is not there/ },
  },
  {
    name: "AppArmor's package is not installed",
    plant: "change /var/lib/dpkg/status '/^Package: apparmor$/,/^$/d'",
    caught: { 'AppArmor, with which Docker confines containers, is installed': /apparmor is not installed/ },
  },
  {
    name: 'profiles of AppArmor are not loaded',
    plant: "root 'rm /etc/systemd/system/sysinit.target.wants/apparmor.service'",
    caught: { 'profiles of AppArmor are loaded at boot': /^apparmor\.service: .* it is disabled$/m },
  },
];
