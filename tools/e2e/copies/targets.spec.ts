import { describeTarget } from '../lib/target-suite';

// The one that needs no emulation; the others are in tools/long.
describeTarget({
  target: 'amd64',
  architecture: 'amd64',
  programs: /^ELF 64-bit LSB .*, x86-64,/,
  codename: 'trixie',
});
