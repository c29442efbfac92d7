import type { Mistake } from './mistake';

/** What every image has or was configured with, and this one lacks. */
export const CONTENTS: Mistake[] = [
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
