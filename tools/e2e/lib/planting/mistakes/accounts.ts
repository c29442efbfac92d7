import type { Mistake } from './mistake';

/** Who can log in, and what is theirs. */
export const ACCOUNTS: Mistake[] = [
  {
    name: 'cloud-init makes accounts beside the built-in one',
    plant: "change /etc/cloud/cloud.cfg.d/92_modules.cfg '/give_up_account/d'",
    caught: { 'cloud-init gives the configured account up before it makes others': /expected a match/ },
  },
  {
    name: 'cloud-init gives others the known password',
    plant: "change /etc/cloud/cloud.cfg.d/92_modules.cfg '/known_password/d'",
    caught: { 'cloud-init takes the known password away where it sets passwords': /expected a match/ },
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
];
