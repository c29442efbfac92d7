/** What is wrong with an image, and who has to notice. */
export interface Mistake {
  name: string;
  /** How it gets into the image: bash, with the functions of plant.sh. */
  plant: string;
  /** What the image is said to have been made with, where that is not the default configuration. */
  values?: Record<string, string>;
  /** The expectations that it breaks, and what the report says of each. Nothing else may fail. */
  caught: Record<string, RegExp>;
}

/** Made in one image: none of them hides another. */
export const INDEPENDENT: Mistake[] = [
  {
    name: 'a device tree is missing',
    plant: 'mdel -i "$BOOT" ::bcm2711-rpi-400.dtb',
    caught: {
      'each board finds its firmware, a kernel and its device tree': /^Pi 400: the device tree .* is not there$/m,
    },
  },
  {
    name: 'a device tree is cut off',
    plant:
      'mtype -i "$BOOT" ::bcm2837-rpi-3-b.dtb | (head --bytes 5000; cat >/dev/null) | boot_put bcm2837-rpi-3-b.dtb',
    caught: { 'each board finds its firmware, a kernel and its device tree': /^Pi 3 B: .* cut off$/m },
  },
  {
    name: "a device tree is another board's",
    plant: 'mtype -i "$BOOT" ::bcm2837-rpi-3-b-plus.dtb | boot_put bcm2837-rpi-zero-2-w.dtb',
    caught: { 'each board finds its firmware, a kernel and its device tree': /^Zero 2 W: .* is not for this board/m },
  },
  {
    name: 'a device has no driver',
    plant:
      'mtype -i "$BOOT" ::bcm2837-rpi-cm3-io3.dtb | LC_ALL=C sed \'s/bcm2835-sdhost/bcm2835-kraken/\' | boot_put bcm2837-rpi-cm3-io3.dtb',
    caught: {
      'each device of each board has a driver': /^CM3: mmc@\w+ has no driver: none is for brcm,bcm2835-kraken$/m,
    },
  },
  {
    name: 'config.txt names an overlay and parameters that there are not',
    plant: "boot_change config.txt '$a[pi4]\\ndtparam=spy=on\\ndtoverlay=kraken\\ndtoverlay=w1-gpio,gpiopni=5\\n[all]'",
    caught: {
      'config.txt names overlays and parameters that each board has':
        /^Pi 4 B: dtparam=spy=on: there is no parameter 'spy': did you mean 'spi'\?\nPi 4 B: dtoverlay=kraken: there is no overlays\/kraken\.dtbo\nPi 4 B: dtoverlay=w1-gpio,gpiopni=5: it has no parameter 'gpiopni': did you mean 'gpiopin'\?$/m,
    },
  },
  {
    name: "the overlay for the Pi 5's second stepping is missing",
    plant: 'mdel -i "$BOOT" ::overlays/bcm2712d0.dtbo',
    caught: {
      "the Pi 5's second stepping finds the overlay that newer firmware makes its device tree with":
        /bcm2712d0\.dtbo: it is not there/,
    },
  },
  {
    name: 'a device that config.txt switches on has no driver',
    plant: `
      mtype -i "$BOOT" ::overlays/w1-gpio.dtbo | LC_ALL=C sed 's/w1-gpio/w1-kelp/' | boot_put overlays/w1-gpio.dtbo
      boot_change config.txt '$a[pi4]\\ndtoverlay=w1-gpio\\n[all]'`,
    caught: {
      'each device of each board has a driver': /^Pi 4 B: onewire@4 has no driver: none is for w1-kelp$/m,
    },
  },
  {
    name: "the Compute Module's device tree is named nowhere",
    plant: "boot_change config.txt '/^device_tree=/d'",
    caught: {
      'each board finds its firmware, a kernel and its device tree': /^CM4: .*bcm2711-rpi-cm4\.dtb is not there$/m,
    },
  },
  {
    name: 'the firmware of the Pi 4 is missing',
    plant: 'mdel -i "$BOOT" ::start4.elf',
    caught: { 'each board finds its firmware, a kernel and its device tree': /^Pi 4 B: .*start4\.elf is not there$/m },
  },
  {
    name: 'a radio has no settings',
    plant: 'root "rm /usr/lib/firmware/brcm/brcmfmac43456-sdio.txt"',
    caught: { "the firmware of the boards' radios is there": /^Pi 400: .*brcmfmac43456-sdio\.txt is not there/m },
  },
  {
    name: "the kernel's licence is missing",
    plant: 'mdel -i "$BOOT" ::COPYING.linux',
    caught: { "the kernel's licence is on the card": /COPYING\.linux: it is not there/ },
  },
  {
    name: "the firmware's licence is missing",
    plant: 'mdel -i "$BOOT" ::LICENCE.broadcom',
    caught: { "the firmware's licence is on the card": /LICENCE\.broadcom: it is not there/ },
  },
  {
    name: 'the GPU takes memory from small boards',
    plant: "boot_change config.txt '/^gpu_mem_512=/d'",
    caught: {
      'boards with little memory keep most of it from the GPU': /expected gpu_mem_512 to be 32, it is not set/,
    },
  },
  {
    name: "the Pi 5's tree is missing",
    plant: 'mdel -i "$BOOT" ::bcm2712-rpi-5-b.dtb',
    caught: {
      'the Pi 5, in both steppings, finds a kernel and its device tree': /^Pi 5: the device tree .* is not there$/m,
    },
  },
  {
    name: "the Pi 5's Ethernet has no driver",
    plant:
      'mtype -i "$BOOT" ::bcm2712-d-rpi-5-b.dtb | LC_ALL=C sed \'s/raspberrypi,rp1-gem/raspberrypi,rp1-fox/\' | boot_put bcm2712-d-rpi-5-b.dtb',
    caught: {
      'each device of the Pi 5 has a driver': /^Pi 5 \(D0\): .* has no driver: none is for raspberrypi,rp1-fox/m,
    },
  },
  {
    name: "the kernel writes nothing to the Pi 5's serial socket",
    plant: "boot_change cmdline.txt 's/console=ttyAMA10,115200 //'",
    caught: { "the kernel has a console on the Pi 5's serial socket": /console=ttyAMA10/ },
  },
  {
    name: 'config.txt starts no 64-bit kernel',
    plant: "boot_change config.txt '/^arm_64bit=/d'",
    caught: {
      'the firmware starts a 64-bit kernel, with a serial console': /expected arm_64bit to be 1, it is not set/,
    },
  },
  {
    name: 'config.txt cannot name the previous kernel',
    plant: "boot_change config.txt '/^#s_prefix=/d'",
    caught: { 'one byte of config.txt has the firmware start the previous kernel': /expected a match of/ },
  },
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
    name: 'root= leads nowhere',
    plant: "boot_change cmdline.txt 's/root=PARTUUID=[^ ]*/root=PARTUUID=deadbeef-02/'",
    caught: { 'the kernel finds its root partition and waits for it': /there is no partition PARTUUID=deadbeef-02/ },
  },
  {
    name: 'fstab names a partition that there is not',
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
  {
    name: 'nobody waits for the time',
    plant: "root 'rm /etc/systemd/system/multi-user.target.wants/wait-for-time.service'",
    caught: { 'the time is waited for, but not for ever': /^wait-for-time\.service: .* it is disabled$/m },
  },
  {
    name: 'packages are installed before the time is known',
    plant: "change /etc/systemd/system/cloud-config.service.d/hypriotos.conf '/^After=/d'",
    caught: { 'what the first boot installs and runs waits for the time': /expected a match/ },
  },
  {
    name: 'containers start before the time is known',
    plant: "root 'rm /etc/systemd/system/docker.service.d/hypriotos.conf'",
    caught: { 'Docker and its containers wait for the time': /it is not there/ },
  },
  {
    name: 'the clock goes back when the power goes',
    plant: "root 'rm /etc/systemd/system/sysinit.target.wants/clock.service'",
    caught: { 'the clock does not go back when the power goes': /^clock\.service: .* it is disabled$/m },
  },
  {
    name: 'a missing radio delays the boot',
    plant: "root 'rm /etc/systemd/system/multi-user.target.wants/absent-devices.service'",
    caught: { 'no missing radio delays the boot': /^absent-devices\.service: .* it is disabled$/m },
  },
  {
    name: 'a radio that appears late is left alone',
    plant: "root 'rm /etc/udev/rules.d/99-hypriotos-radios.rules'",
    caught: { 'a radio that appears late is used': /it is not there/ },
  },
  {
    name: 'optional networks are not waited for',
    plant:
      "change /etc/systemd/system/systemd-networkd-wait-online.service.d/90-hypriotos.conf '/^ConditionPathIsSymbolicLink=/d'",
    caught: { 'networks that are optional are waited for when there are no others': /expected a match/ },
  },
  {
    name: 'SSH does not start',
    plant: "root 'rm /etc/systemd/system/multi-user.target.wants/ssh.service'",
    caught: { 'SSH answers from the first boot on': /^ssh\.service: expected it to be enabled, it is disabled$/m },
  },
  {
    name: 'Docker does not start',
    plant: "root 'rm /etc/systemd/system/multi-user.target.wants/docker.service'",
    caught: { 'Docker starts at boot': /^docker\.service: expected it to be enabled, it is disabled$/m },
  },
  {
    name: 'a service is masked',
    plant: "root 'symlink /etc/systemd/system/avahi-daemon.service /dev/null'",
    caught: { 'the host is found by its name in .local': /^avahi-daemon\.service: .* it is masked$/m },
  },
  {
    name: 'cloud-init makes accounts beside the built-in one',
    plant: "change /etc/cloud/cloud.cfg.d/92_modules.cfg '/give_up_account/d'",
    caught: { 'cloud-init gives the configured account up before it makes others': /expected a match/ },
  },
  {
    name: 'everybody may read the known password',
    plant: "root 'sif /usr/lib/hypriotos/built-in-account mode 0100644'",
    caught: {
      'the first boot knows the password that everybody knows, and only root sees it':
        /expected the mode 0600, found 0644/,
    },
  },
  {
    name: 'the end of the first boot is not noted',
    plant: "root 'rm /etc/systemd/system/multi-user.target.wants/first-boot-done.service'",
    caught: { 'a first boot that was cut off begins again': /^first-boot-done\.service: .* it is disabled$/m },
  },
  {
    name: 'cloud-init throws SSH host keys away',
    plant: "change /etc/cloud/cloud.cfg.d/90_hypriotos.cfg '/^ssh_deletekeys:/d'",
    caught: { 'the system keeps the SSH host keys that it has made': /ssh_deletekeys .*not set/ },
  },
  {
    name: 'cloud-init is switched off',
    plant: 'put /etc/cloud/cloud-init.disabled </dev/null',
    caught: { 'cloud-init has not been switched off': /cloud-init\.disabled is there/ },
  },
  {
    name: 'the user may not use Docker',
    plant: "change /etc/group 's/^(docker:.*:).*/\\1/'",
    caught: {
      'the account that people log in with may use sudo and Docker':
        /expected it in the group docker, its members are none/,
    },
  },
  {
    name: "an SSH key of the builder's opens the account",
    plant: `
      root 'mkdir /home/pirate/.ssh'
      echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0 builder' | put /home/pirate/.ssh/authorized_keys 0600 1000 1000`,
    caught: {
      'the configured SSH keys open the account, and no others': /expected no other keys .*, found ssh-ed25519/,
    },
  },
  {
    name: 'all boards would have the same machine-id',
    plant: 'echo 0123456789abcdef0123456789abcdef | put /etc/machine-id 0444',
    caught: { 'the image has no identity, systemd makes one at the first boot': /expected no content, found 33 bytes/ },
  },
  {
    name: 'all boards would have the same SSH host key',
    plant: 'echo key | put /etc/ssh/ssh_host_ed25519_key 0600',
    caught: { 'no identities are shared by all boards': /^\/etc\/ssh\/ssh_host_ed25519_key is there$/m },
  },
  {
    name: 'all boards would start with the same random numbers',
    plant: 'echo seed | put /var/lib/systemd/random-seed 0600',
    caught: { 'no identities are shared by all boards': /random-seed is there$/m },
  },
  {
    name: 'a program is for another processor',
    plant: 'put /usr/bin/hello 0755 </bin/true',
    caught: {
      'all programs are for this processor': /^\/usr\/bin\/hello: expected it to be for arm64, it is for amd64$/m,
    },
  },
  {
    name: 'a native tool of the build is left over',
    plant: 'put /usr/bin/tar.foreign 0755 </dev/null',
    caught: { 'there are no leftovers of the native tools that installed the packages': /tar\.foreign is there/ },
  },
  {
    name: 'the emulator of the build is left over',
    plant: 'put /usr/bin/qemu-aarch64-static 0755 </dev/null',
    caught: { 'there is no emulator': /qemu-aarch64-static is there/ },
  },
  {
    name: 'services are still forbidden',
    plant: "printf '#!/bin/sh\\nexit 101\\n' | put /usr/sbin/policy-rc.d 0755",
    caught: { 'services may start': /policy-rc\.d is there/ },
  },
  {
    name: 'package indexes are left over',
    plant: 'echo index | put /var/lib/apt/lists/mirror.localhost_debian_dists_trixie_InRelease',
    caught: { 'there are no package indexes and archives': /trixie_InRelease is there/ },
  },
  {
    name: 'a log is left over',
    plant: 'echo installed | put /var/log/dpkg.log',
    caught: { 'there are no logs': /dpkg\.log is there/ },
  },
  {
    name: 'a backup of the accounts is left over',
    plant: 'root_file /etc/passwd | put /etc/passwd-',
    caught: { 'there are no leftovers of package installation': /^\/etc\/passwd- is there$/m },
  },
  {
    name: 'the shell history of the builder is left over',
    plant: 'echo history | put /root/.bash_history 0600',
    caught: { 'there are no leftovers of the builder': /\.bash_history is there/ },
  },
  {
    name: "the resolv.conf is the builder's",
    plant: 'echo nameserver 192.0.2.1 | put /etc/resolv.conf',
    caught: { 'names are asked of the servers that systemd-resolved knows': /expected a link, found a file/ },
  },
  {
    name: 'systemd-resolved takes the port of name servers',
    plant: "change /etc/systemd/resolved.conf.d/hypriotos.conf 's/=no/=yes/'",
    caught: { "nothing of the system's own takes the port of name servers": /Resolve\.DNSStubListener/ },
  },
  {
    name: 'Buildx is missing',
    plant: "change /var/lib/dpkg/status '/^Package: docker-buildx$/,/^$/d'",
    caught: { 'images are built with BuildKit': /docker-buildx/ },
  },
  {
    name: 'the release does not say for which device it is',
    plant: "change /usr/lib/os-release '/^HYPRIOT_DEVICE=/d'",
    caught: {
      'the release says that it is HypriotOS, and which':
        /expected HYPRIOT_DEVICE to be Raspberry Pi 64 bit, it is not set/,
    },
  },
  {
    name: "Docker's settings are no JSON",
    plant: 'change /etc/docker/daemon.json \'s/"overlay2",/"overlay2"/\'',
    caught: {
      "Docker's log files are bounded": /daemon\.json cannot be read as json: .*line \d/,
    },
  },
  {
    name: 'the journal is not bounded',
    plant: "change /etc/systemd/journald.conf.d/hypriotos.conf '/^SystemMaxUse=/d'",
    caught: { 'the journal is bounded, so that a card lasts': /Journal\.SystemMaxUse .*it is not set/ },
  },
  {
    name: "the user's data are missing",
    plant: 'mdel -i "$BOOT" ::user-data',
    caught: {
      "the user's data on the boot partition says what was configured": /there is no \/boot\/firmware\/user-data/,
      "the user's data on the boot partition lets the account use sudo without a password":
        /there is no \/boot\/firmware\/user-data/,
      "cloud-init takes the user's data for its own": /it is not there/,
    },
  },
  {
    name: 'a package is not installed to the end',
    plant: "change /var/lib/dpkg/status '/^Package: curl$/,/^$/s/^Status: .*/Status: install ok half-configured/'",
    caught: {
      'all packages are fully installed, for this architecture': /^curl: .* 'install ok half-configured'$/m,
      'the packages of the system are installed': /curl is not installed/,
    },
  },
  {
    name: 'the host has another name',
    plant: 'echo white-pearl | put /etc/hostname',
    caught: { 'the host has its name': /expected 'black-pearl', found 'white-pearl'/ },
  },
  {
    name: 'the time zone is another',
    plant: "root 'rm /etc/localtime' 'symlink /etc/localtime /usr/share/zoneinfo/Europe/Berlin'",
    caught: { 'the system has its time zone': /expected a link to .*Etc\/UTC, found one to .*Europe\/Berlin/ },
  },
  {
    name: 'the language is another',
    plant: 'echo LANG=de_DE.UTF-8 | put /etc/locale.conf',
    caught: { 'the system has its language': /expected LANG to be en_US\.UTF-8, found de_DE\.UTF-8/ },
  },
  {
    name: 'the locales have no data',
    plant: 'echo none | put /usr/lib/locale/locale-archive',
    caught: { "the locales' data are there": /expected a match of \/en_US/ },
  },
  {
    name: 'container images are in it that nobody asked for',
    plant: 'echo archive | put /var/lib/hypriotos/container-images.tar',
    caught: { 'there is no archive of container images': /container-images\.tar is there/ },
  },
  {
    name: 'the type of a partition is wrong',
    plant: 'sfdisk --quiet --no-reread --no-tell-kernel --part-type "$IMAGE" 2 7',
    caught: {
      'there is a boot partition and a root partition, and nothing else but the configured ones':
        /partition 2: expected type 83, found 7/,
    },
  },
  {
    name: 'no card gets an id of its own',
    plant: "boot_change cmdline.txt 's/ init=[^ ]*//'",
    caught: { 'the first start gives the card an id of its own': /expected a match/ },
  },
  {
    name: 'the kernel starts something else',
    plant: "boot_change cmdline.txt 's|$| init=/bin/sh|'",
    caught: {
      'the kernel finds its root partition and waits for it': /expected no init=\/bin\/sh/,
      'the kernel starts the system itself, once the card has an id of its own': /expected no match/,
    },
  },
  {
    name: 'what gives the card its id cannot be started',
    plant: "root 'sif /usr/lib/hypriotos/disk-id mode 0100644'",
    caught: { 'what gives the card an id of its own can be started': /expected the mode 0755, found 0644/ },
  },
];

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
    name: 'the kernel is none',
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
