import { STARTED_TEN_TIMES, USER_DATA, type Step } from './user-data';

export const COUNTED = '#cloud-config\nruncmd: [echo once >>/tmp/runs]\n';
const runs = (count: number): Step => `sh test "$(grep -c once /tmp/runs)" = ${count}`;
const REBOOT = 'echo once >>/tmp/runs; halt';
/** The reboot comes when cloud-init-per has noted that it was asked for. */
const REBOOT_ONCE = `#cloud-config\nbootcmd: [[cloud-init-per, instance, firmware, sh, -c, "echo once >>/tmp/runs; (sleep .5; halt) &"], [sleep, 3]]\n`;
const REBOOT_ALWAYS = `#cloud-config\nbootcmd: ["${REBOOT}"]\n`;
const PACKAGES = '#cloud-config\npackages: [sudo]\n';
/** apt-get, during whose first call of this kind the system goes off. */
const aptHaltsAt = (command: string): Step =>
  `sh rm -f /tmp/apt; printf '#!/bin/sh\\necho "$@" >>/tmp/apt; case "$*" in *${command}*) mkdir /tmp/apt.d && halt;; esac; exit 0' >/usr/local/bin/apt-get; rm -rf /tmp/apt.d; chmod +x /usr/local/bin/apt-get`;
const aptRan = (...commands: string[]): Step =>
  `sh test "$(grep -oE '(update|install sudo)$' /tmp/apt | xargs)" = "${commands.join(' ')}"`;

/** Commands that change a file on the boot partition, as a board that gives itself a name, and go off. */
const changes = (command: string) =>
  `#cloud-config\nhostname: node\nruncmd:\n  - ${JSON.stringify(command)}\n  - ${REBOOT}\n`;
const NEW_NAME = changes(`sed -i "s/^hostname:.*/hostname: node-$(cat /proc/sys/kernel/random/uuid)/" ${USER_DATA}`);
const NEW_INSTANCE = changes('echo "instance-id: $(cat /proc/sys/kernel/random/uuid)" >/boot/firmware/meta-data');
const repeated = (times: number, ...steps: Step[]): Step[] => Array.from({ length: times }, () => steps).flat();

/** What the last step says of the first boot. */
export const FIRST_BOOTS: [title: string, steps: Step[], said: RegExp | '', userData?: string][] = [
  ['that has ended is over', ['start', 'end', runs(1), 'start'], ''],
  ['that the power cut off begins again', ['start', 'cut', 'start'], /cut off: it begins again/],
  ['that ended in order goes on', ['start', 'off', 'start'], /in order: it goes on/],
  ['that ended in order is not repeated', ['start', 'off', 'start', 'end', runs(1), 'start'], ''],
  ['that went on and was cut off begins again', ['start', 'off', 'start', 'cut', 'start'], /cut off: it begins again/],
  [
    'that never ends begins five times',
    ['start', 'start', 'start', 'start', 'start', 'start'],
    /has begun 5 times and has never come to its end/,
  ],
  [
    'that a program of the user restarts once goes on, and runs it once',
    ['start', 'off', 'start', 'off', 'start', runs(1), 'end', 'start'],
    '',
    REBOOT_ONCE,
  ],
  [
    'that the user-data restart at each start ends, without cloud-init',
    ['start', runs(1), 'off', STARTED_TEN_TIMES, 'start', 'end', 'off', 'start', 'end', runs(1), 'start'],
    /has started 10 times.*cloud-init no longer runs/,
    REBOOT_ALWAYS,
  ],
  [
    'that was given up begins again when the user-data are corrected',
    ['start', STARTED_TEN_TIMES, 'start', `sh sed -i 2d ${USER_DATA}`, 'start', runs(1), 'end', 'start'],
    '',
    REBOOT_ALWAYS,
  ],
  [
    'whose commands change the user-data and restart goes on, and runs them once',
    [...repeated(3, 'start', 'most', 'off'), runs(1), 'start', 'end', runs(1), 'start'],
    '',
    NEW_NAME,
  ],
  [
    'whose commands change the user-data, of which something was said, is over',
    ['start', 'end', 'sh ls /run/issue.d/*unread.issue', runs(1), 'start', 'end', runs(1), 'start'],
    /no module here for snap[^]*The account pirate stays as it is/,
    `#cloud-config\nsnap: { commands: [x] }\nruncmd: ["echo once >>/tmp/runs", "echo >>${USER_DATA}"]\n`,
  ],
  [
    'whose commands change the user-data, and which the power cuts off each time, ends without cloud-init',
    [...repeated(12, 'start', 'most', 'cut'), runs(10), 'start'],
    /has started 10 times.*cloud-init no longer runs/,
    NEW_NAME,
  ],
  [
    'that makes itself another instance each time ends without cloud-init',
    [...repeated(12, 'start', 'most', 'off'), 'start'],
    /has started 10 times.*cloud-init no longer runs/,
    NEW_INSTANCE,
  ],
  [
    'that somebody corrects while the system is off begins again',
    ['start', 'off', `sh echo "# corrected" >>${USER_DATA}`, 'start', 'end', runs(1), 'start'],
    '',
  ],
  [
    'that was given up begins again when somebody says so',
    ['start', STARTED_TEN_TIMES, 'start', 'sh /usr/lib/hypriotos/first-boot again', 'start', 'end', runs(1), 'start'],
    '',
  ],
  [
    'that ended in order while the index of packages was fetched installs the packages',
    [aptHaltsAt('update'), 'start', 'most', 'off', 'start', 'end', aptRan('update', 'update', 'install sudo'), 'start'],
    '',
    PACKAGES,
  ],
  [
    'that ended in order while packages were installed installs them, and finishes what dpkg was at',
    [
      aptHaltsAt('install'),
      `sh printf '#!/bin/sh\\necho "$@" >>/tmp/dpkg' >/usr/local/bin/dpkg; chmod +x /usr/local/bin/dpkg; rm -f /tmp/dpkg`,
      'start',
      'most',
      'off',
      'sh ! grep configure /tmp/dpkg',
      'start',
      'end',
      'sh grep configure /tmp/dpkg',
      aptRan('update', 'install sudo', 'update', 'install sudo'),
      'start',
    ],
    '',
    PACKAGES,
  ],
  [
    'that packages restart for ever goes on without them',
    [
      aptHaltsAt('install'),
      'start',
      'most',
      'sh echo 6 >/var/lib/hypriotos/first-boot-starts',
      'off',
      'start',
      'end',
      aptRan('update', 'install sudo'),
      'start',
    ],
    '',
    PACKAGES,
  ],
];

/** Semaphores of cloud-init, the newest last, and those that an orderly end leaves. */
export const SEMAPHORES: [title: string, before: string[], after: string[]][] = [
  ['a module of cloud-init is done again', ['config_users_groups', 'config_ssh'], ['config_users_groups']],
  ...['ansible', 'chef', 'puppet', 'salt_minion', 'mcollective', 'scripts_user', 'scripts_vendor', 'rsyslog'].map(
    (name): [string, string[], string[]] => [
      `${name} runs programs of the user's and is not done again`,
      ['config_ssh', `config_${name}`],
      ['config_ssh', `config_${name}`],
    ],
  ),
  ['a module that calls apt is done again with it', ['config_ssh', 'config_ntp', 'update_sources'], ['config_ssh']],
  ["programs of the user's that call apt are not", ['config_puppet', 'update_sources'], ['config_puppet']],
  [
    'packages are installed again, with a new index',
    ['update_sources', 'config_ssh', 'config_package_update_upgrade_install'],
    ['config_ssh'],
  ],
];
