import type { Mistake } from './mistake';

/** What the build leaves behind, or what all boards would share. */
export const LEFTOVERS: Mistake[] = [
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
];
