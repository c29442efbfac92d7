import { describeTarget } from './lib/target-suite';
import { debianMirror, servesTarget } from './lib/debian-mirror';

/*
 * All targets. Raspbian's mirror and Debian's archive of old releases are not
 * available everywhere. Targets that need them are built from the mirror at hand, with the fields that any user can set.
 */

const ARM = /^ELF 32-bit LSB .*, ARM,/;

describeTarget({
  target: 'amd64',
  architecture: 'amd64',
  programs: /^ELF 64-bit LSB .*, x86-64,/,
  codename: 'trixie',
});

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
 * On some mirrors, the indexes of an architecture are older than the Release file, so that the suite cannot be used. Such
 * a mirror may still have an earlier release under the name `stable`.
 */
async function consistent(target: string): Promise<string[]> {
  if (await servesTarget(target)) return [];
  console.warn(`${target}: the mirror's trixie is inconsistent, using its stable instead`);
  return ['--suite=stable', `--mirror=${await debianMirror()}`];
}
