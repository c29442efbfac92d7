import type { Mistake } from './mistake';

/** What starts, when, and what it waits for. */
export const SERVICES: Mistake[] = [
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
];
