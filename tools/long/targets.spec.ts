import { describeTarget } from '../e2e/lib/target-suite';
import { debianMirror, servesTarget } from './lib/debian-mirror';

/*
 * All targets but amd64, which is in tools/e2e. Raspbian's mirror and Debian's archive of old releases cannot be counted on
 * everywhere: what they are for is built from the mirror at hand, by the same fields that everybody has.
 */

const ARM = /^ELF 32-bit LSB .*, ARM,/;

describeTarget({
  target: 'i386',
  options: () => consistent('i386'),
  architecture: 'i386',
  programs: /^ELF 32-bit LSB .*, Intel (80386|i386),/,
  codename: 'trixie',
});

describeTarget({
  target: 'arm64-debian',
  architecture: 'arm64',
  programs: /^ELF 64-bit LSB .*, ARM aarch64,/,
  codename: 'trixie',
});

describeTarget({
  target: 'armhf-debian',
  options: () => consistent('armhf-debian'),
  architecture: 'armhf',
  programs: ARM,
  codename: 'trixie',
});

describeTarget({
  target: 'armhf-raspbian',
  options: async () => [
    '--suite=bookworm',
    `--mirror=${await debianMirror()}`,
    '--keyring=/usr/share/keyrings/debian-archive-keyring.gpg',
  ],
  architecture: 'armhf',
  programs: ARM,
  codename: 'bookworm',
});

describeTarget({
  target: 'mips',
  options: () => ['--architecture=mipsel', '--suite=bookworm', '--mirror=debian'],
  architecture: 'mipsel',
  programs: /^ELF 32-bit LSB .*, MIPS,/,
  codename: 'bookworm',
});

/**
 * Some mirrors get the indexes of an architecture later than the release that names them, which then cannot be used. Such
 * a mirror may still have the release before under the name `stable`.
 */
async function consistent(target: string): Promise<string[]> {
  if (await servesTarget(target)) return [];
  console.warn(`${target}: trixie of the mirror is not consistent, it is built from its stable`);
  return ['--suite=stable', `--mirror=${await debianMirror()}`];
}
