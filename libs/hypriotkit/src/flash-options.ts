import { Argument, Option } from 'commander';
import { ACCOUNT_PASSWORD_VARIABLE, WIFI_PASSWORD_VARIABLE, type GivenSettings } from '@hypriotkit/card-settings';
import { FILE, oneMore } from './options';

/** What is given to `flash` alone. Most names are those of the tool `flash` of HypriotOS. */
export interface FlashGiven extends GivenSettings {
  place?: string;
  device?: string;
  force?: boolean;
  unmount?: boolean;
  large?: boolean;
  bmap?: boolean;
  verify?: boolean;
  eject?: boolean;
  dryRun?: boolean;
  publicKey?: string;
  /** Of `imager`: address of the folder from which people will download the image. */
  url?: string;
}

/** Name of an argument that is a file or a folder. */
export const PLACE = 'place';

export const imagePlace = (): Argument =>
  new Argument(`<${PLACE}>`, 'image (.img, .zip, .img.xz, .img.zst), or folder of a build');

/** Options that only `imager` has. */
export const imagerOptions = (): Option[] => [
  new Option('--url <address>', 'folder from which people will download the image (default: the file on this machine)'),
  new Option('--board <name>', 'board, for the name that people see').argParser((name) => [name]),
];

export const flashPlace = (): Argument =>
  new Argument(`<${PLACE}>`, 'image (.img, .zip, .img.xz, .img.zst), address of one, or folder of a build');

/** Options that only `flash` has. */
export const flashOptions = (): Option[] => [
  new Option('-d, --device <disk>', 'disk to write to, such as /dev/sdb (default: asks, and waits for one)'),
  new Option('-f, --force', 'write to the named disk without asking'),
  new Option('--unmount', 'unmount the disk if it is mounted'),
  new Option('--large', 'write to a disk over 256 GB, too'),
  new Option(
    `--public-key ${FILE}`,
    'key of minisign, or the key itself: the image has to be signed with it (.minisig)',
  ),
  new Option('--no-bmap', 'write what is free in the image, too'),
  new Option('--no-verify', 'do not read the card back'),
  new Option('--no-eject', 'do not eject the card'),
  new Option('--dry-run', 'check everything, and say what would be written'),
  new Option('-n, --hostname <name>', 'host name'),
  new Option('--account <name>', `account to log in with; its password is in ${ACCOUNT_PASSWORD_VARIABLE}`),
  new Option(`--ssh-key ${FILE}`, 'public key that may log in; repeat it for several').argParser(oneMore),
  new Option('-s, --ssid <name>', 'Wi-Fi network'),
  new Option('-p, --password <text>', `its password; where others can log in, use ${WIFI_PASSWORD_VARIABLE} instead`),
  new Option('--country <code>', 'country of the Wi-Fi network, such as GB'),
  new Option('--hidden', 'the Wi-Fi network does not broadcast its name'),
  new Option(`-u, --userdata ${FILE}`, "user-data, in place of the image's"),
  new Option(`-m, --metadata ${FILE}`, "meta-data, in place of the image's"),
  new Option(`--network-config ${FILE}`, "network-config, in place of the image's"),
  new Option(`-C, --bootconf ${FILE}`, "config.txt, in place of the image's"),
  new Option('--config-txt <line>', 'line added to config.txt; repeat it for several').argParser(oneMore),
  new Option(`-F, --file ${FILE}`, 'file for the boot partition; repeat it for several').argParser(oneMore),
];
