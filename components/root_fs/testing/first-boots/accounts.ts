import { AS_BUILT, KNOWN_PIRATE, LOCKED, MARA, MARA_ALONE, RENAMED, USER_DATA, writes, type Step } from './user-data';

/** Commands that are to change or lock its password, and do not come to it. */
const FAILING: [what: string, userData: string][] = [
  ...[
    'chpasswd <<EOF\npirate:secret\nEOF',
    'passwd pirate',
    "usermod -p '$6$salt$hash' pirate",
    'usermod -pHASH pirate',
    'usermod --lock pirate',
    'userdel -r pirate',
    'chage -E 0 pirate',
  ].map((command): [string, string] => [
    `runcmd with ${command.split('\n')[0]}`,
    `#cloud-config\nruncmd:\n  - ${JSON.stringify(`set -e\nfalse\n${command}\n`)}\n`,
  ]),
  ['bootcmd with chpasswd', `#cloud-config\nbootcmd:\n  - ${JSON.stringify('set -e\nfalse\nchpasswd </tmp/new')}\n`],
  ['a command in words', '#cloud-config\nruncmd: [[sh, -c, "false && passwd pirate"]]\n'],
  [
    'a script that is written and called',
    `${writes('/root/setup', '#!/bin/sh\nset -e\nfalse\necho pirate:secret | chpasswd\n')}runcmd: [/root/setup]\n`,
  ],
  [
    'a file without a first line that is called',
    `${writes('/root/setup', 'false && chpasswd </tmp/new\n')}runcmd: ["sh /root/setup"]\n`,
  ],
  [
    'a file that is called from its folder',
    `${writes('/root/setup.sh', 'false && echo pirate:secret | chpasswd\n')}runcmd: ["cd /root && sh setup.sh"]\n`,
  ],
  [
    'a unit of systemd',
    `${writes('/lib/systemd/system/pw.service', '[Service]\nExecStart=/bin/sh -c "echo pirate:x | chpasswd"\n')}runcmd: ["systemctl enable pw"]\n`,
  ],
  [
    'a script that cloud-init runs, in base64',
    writes(
      '/var/lib/cloud/scripts/per-instance/a.sh',
      Buffer.from('#!/bin/sh\nfalse && chpasswd </tmp/new\n').toString('base64'),
      'b64',
    ),
  ],
];

const ADDS_TO_GROUP = '#cloud-config\nruncmd: [adduser pirate video]\n';
const REMOVED: Step =
  'sh mkdir /tmp/away; mv /usr/bin/cloud-init /usr/lib/python3/dist-packages/cloudinit /tmp/away; rm -rf /var/lib/cloud';
const INSTALLED_AGAIN: Step =
  'sh cd /tmp/away; mv cloud-init /usr/bin; mv cloudinit /usr/lib/python3/dist-packages; rmdir /tmp/away';
const MARA_INSTEAD: Step = `sh cp /tmp/mara ${USER_DATA}`;
const BEGIN = 'cd /usr/lib/hypriotos && ./first-boot begin';
const CHECK_AND_END = 'cd /usr/lib/hypriotos && ./give-up-account check && ./first-boot done';
const START_WITHOUT = `${BEGIN} && ${CHECK_AND_END}`;
const DISABLED = 'rm -rf /run/cloud-init; mkdir /run/cloud-init; touch /run/cloud-init/disabled';
const IS_OVER: Step = 'sh test -e /var/lib/cloud/instance/first-boot-done';

/** Steps with the accounts after each; null: of no matter. */
export const STORIES: [story: string, userData: string, steps: [Step, string[] | null][]][] = [
  ...FAILING.map(([what, userData]): [string, string, [Step, string[] | null][]] => [
    `${what} was to change the password and did not: it stays locked`,
    userData,
    [
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ]),
  [
    'a command in a block made an account: the known password opens nothing any more, and nothing before',
    `#cloud-config\nruncmd:\n  - ${JSON.stringify('set -e\nuseradd -m -p x mara\n')}\n`,
    [
      ['start', LOCKED],
      ['end', ['mara 1001 own', 'pirate 1000 locked']],
    ],
  ],
  [
    'a script made an account: the known password opens nothing any more',
    '#!/bin/sh\nuseradd mara && echo mara:reef | chpasswd\n',
    [
      ['start', LOCKED],
      ['end', ['mara 1001 own', 'pirate 1000 locked']],
    ],
  ],
  [
    'a script made a service an account: nobody is locked out',
    '#cloud-config\nruncmd: [useradd --system tide]\n',
    [
      ['start', LOCKED],
      ['end', AS_BUILT],
    ],
  ],
  [
    'commands removed cloud-init: the first boot ends all the same, and later starts change nothing',
    ADDS_TO_GROUP,
    [
      ['start', LOCKED],
      ['most', LOCKED],
      [REMOVED, LOCKED],
      ['end', AS_BUILT],
      [IS_OVER, null],
      [`sh ${START_WITHOUT}`, AS_BUILT],
      ['sh rm -r /var/lib/cloud', null],
      [`sh ${START_WITHOUT}`, AS_BUILT],
      [IS_OVER, null],
      [INSTALLED_AGAIN, null],
      ['start', LOCKED],
      ['end', AS_BUILT],
    ],
  ],
  [
    'the data are others after an orderly end of the first boot: it begins again',
    KNOWN_PIRATE,
    [
      ['start', null],
      ['most', null],
      ['off', null],
      [MARA_INSTEAD, null],
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      ['start', MARA_ALONE],
    ],
  ],
  [
    'data that could not be read are corrected after an orderly end of the first boot: it begins again',
    MARA.replace('#cloud-config\n', ''),
    [
      ['start', LOCKED],
      ['off', LOCKED],
      [MARA_INSTEAD, null],
      ['start', MARA_ALONE],
      ['off', MARA_ALONE],
      ['start', MARA_ALONE],
    ],
  ],
  [
    'the data are others after the first boot was given up: it begins again',
    KNOWN_PIRATE,
    [
      ...Array.from({ length: 6 }, (): [Step, null][] => [
        ['start', null],
        ['cut', null],
      ]).flat(),
      [MARA_INSTEAD, null],
      ['start', MARA_ALONE],
    ],
  ],
  [
    'the group of the built-in account is the primary group of another one: it stays',
    '#cloud-config\nusers:\n  - { name: davy, primary_group: pirate, lock_passwd: false, hashed_passwd: $6$salt$hash }\n',
    [
      ['start', ['davy 1000 own']],
      ['end', ['davy 1000 own']],
    ],
  ],
  [
    'somebody may have worked with the account while harmless data could not be read: it stays, locked',
    '#cloud-config\nhostname: [reef\n',
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [MARA_INSTEAD, null],
      ['start', ['mara 1001 locked', 'pirate 1000 locked']],
    ],
  ],
  [
    'somebody has worked with the account and has cleaned cloud-init: it stays, locked',
    '',
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ['sh cloud-init clean', null],
      [MARA_INSTEAD, null],
      ['start', ['mara 1001 locked', 'pirate 1000 locked']],
    ],
  ],
  [
    'cloud-init is removed from a system whose built-in account is gone: the next start has nothing to do',
    MARA,
    [
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      [REMOVED, null],
      [`sh ${START_WITHOUT}`, MARA_ALONE],
      [IS_OVER, null],
      [INSTALLED_AGAIN, null],
    ],
  ],
  [
    'an image without cloud-init has the account that it was built with',
    MARA,
    [
      [REMOVED, null],
      [`sh ${START_WITHOUT}`, AS_BUILT],
      [`sh ${START_WITHOUT}`, AS_BUILT],
      [INSTALLED_AGAIN, null],
    ],
  ],
  [
    'commands removed cloud-init before the data were checked',
    MARA,
    [
      [`sh ${BEGIN}`, null],
      [REMOVED, null],
      [`sh ${CHECK_AND_END}`, LOCKED],
      [`sh ${START_WITHOUT}`, LOCKED],
      [INSTALLED_AGAIN, null],
    ],
  ],
  [
    'commands made an account and removed cloud-init',
    '#cloud-config\nruncmd: ["useradd -m -p x mara"]\n',
    [
      ['start', LOCKED],
      ['most', null],
      [REMOVED, null],
      ['end', ['mara 1001 own', 'pirate 1000 locked']],
      [`sh ${START_WITHOUT}`, ['mara 1001 own', 'pirate 1000 locked']],
      [INSTALLED_AGAIN, null],
    ],
  ],
  [
    'commands disabled cloud-init and restarted the system: what it had found stands',
    ADDS_TO_GROUP,
    [
      ['start', LOCKED],
      ['most', LOCKED],
      ['off', LOCKED],
      [`sh ${DISABLED}; ${START_WITHOUT}`, AS_BUILT],
      [IS_OVER, null],
    ],
  ],
  [
    'cloud-init was disabled from the start, and nothing is asked of it',
    '',
    [
      [`sh ${DISABLED}; ${START_WITHOUT}`, AS_BUILT],
      [IS_OVER, null],
    ],
  ],
  [
    'cloud-init was disabled from the start, and the data name somebody',
    MARA,
    [
      [`sh ${DISABLED}; ${START_WITHOUT}`, LOCKED],
      ['start', ['mara 1001 locked', 'pirate 1000 locked']],
    ],
  ],
  [
    'a command made an account with an unusual id',
    '#cloud-config\nruncmd: ["useradd -m -u 60001 -p x mara"]\n',
    [
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ],
  [
    'a command made an account with a key in another file',
    '#cloud-config\nruncmd: ["useradd -m mara; mkdir ~mara/.ssh; echo ssh-ed25519 AA >~mara/.ssh/authorized_keys2"]\n',
    [
      ['start', LOCKED],
      ['end', ['mara 1001 locked', 'pirate 1000 locked']],
    ],
  ],
  [
    'a password that was never set stays away',
    '#cloud-config\nusers: [{ name: pirate, lock_passwd: false }]\nchpasswd: { users: [{ name: pirate, password: "a:b\\nc", type: hash }] }\n',
    [
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ],
  [
    'meta-data is put back: the first boot begins again',
    MARA,
    [
      ['sh rm /boot/firmware/meta-data', null],
      ['start', LOCKED],
      ['sh test -s /run/issue.d/hypriotos-user-data-unread.issue', null],
      ['end', LOCKED],
      ['sh echo instance-id: hypriotos >/boot/firmware/meta-data', null],
      ['start', MARA_ALONE],
    ],
  ],
  [
    'another password has been set',
    '#cloud-config\npassword: harbour\nchpasswd: { expire: false }\n',
    [
      ['start', LOCKED],
      ['end', ['pirate 1000 own']],
    ],
  ],
  [
    'another account has the known password: it is locked until the user-data are corrected',
    RENAMED,
    [
      ['start', ['davy 1000 locked']],
      ['sh grep -q "The password of davy is locked" /run/issue.d/*.issue && grep -q mkpasswd /run/motd.d/*', null],
      ['end', ['davy 1000 locked']],
      ['sh rm /run/issue.d/*; /usr/lib/hypriotos/first-boot begin', null],
      ['sh grep -q "The password of davy is locked" /run/issue.d/*.issue', null],
      [`sh sed -i 's/hashed_passwd:.*/hashed_passwd: $6$salt$hash/' ${USER_DATA}`, null],
      ['start', ['davy 1000 own']],
      ['sh ! grep -s "is locked" /run/issue.d/*.issue', null],
      ['end', ['davy 1000 own']],
    ],
  ],
  [
    'another account has got a password of its own since: nothing begins again',
    RENAMED,
    [
      ['start', ['davy 1000 locked']],
      ['end', ['davy 1000 locked']],
      [`sh echo davy:reef | chpasswd; rm /run/issue.d/*; echo '# later' >>${USER_DATA}`, null],
      ['sh /usr/lib/hypriotos/first-boot begin; test -e /var/lib/cloud/instance/first-boot-done', ['davy 1000 own']],
      ['sh ! grep -s "is locked" /run/issue.d/*.issue', null],
    ],
  ],
  [
    'a command gives another account the known password',
    '#cloud-config\nruncmd: ["useradd --password \'@KNOWN@\' davy"]\n',
    [
      ['start', LOCKED],
      ['end', ['davy 1001 locked', ...LOCKED]],
    ],
  ],
  [
    'only its hash was configured: nobody but its owner knows it, and no other account has it',
    '#cloud-config\nhostname: reef\n',
    [
      [
        'sh cp /usr/lib/hypriotos/built-in-account /tmp/noted; echo "pirate:*" >/usr/lib/hypriotos/built-in-account',
        null,
      ],
      ['start', ['pirate 1000 own']],
      ['end', ['pirate 1000 own']],
      ["sh ! grep -s 'is locked' /run/issue.d/*.issue && grep '^daemon:[*]:' /etc/shadow", null],
      ['sh mv /tmp/noted /usr/lib/hypriotos/built-in-account', null],
    ],
  ],
  [
    "root has the known password: its own lock, as everybody's",
    '#cloud-config\nusers: [default, { name: root, lock_passwd: false, hashed_passwd: "@KNOWN@" }]\n',
    [
      ['start', LOCKED],
      ["sh grep '^root:[*!]' /etc/shadow", null],
    ],
  ],
  [
    'its password was locked, and the user-data are corrected with one for a new account',
    '#cloud-config\nUsers: [mara]\nhostname: [\n',
    [
      ['start', LOCKED],
      ['end', LOCKED],
      [
        `sh printf '#cloud-config\\nusers: [{ name: pirate, lock_passwd: false, passwd: "$6$salt$hash" }]\\n' >${USER_DATA}`,
        null,
      ],
      ['start', ['pirate 1000 own']],
    ],
  ],
  [
    'its password was locked, and the user-data are corrected without one',
    '#cloud-config\nUsers: [mara]\nhostname: [\n',
    [
      ['start', LOCKED],
      ['end', LOCKED],
      [`sh printf '#cloud-config\\nusers: [{ name: pirate, lock_passwd: false }]\\n' >${USER_DATA}`, null],
      ['start', AS_BUILT],
    ],
  ],
  [
    'what could not be read is corrected: the first boot begins again',
    MARA.replace('#cloud-config\n', ''),
    [
      ['start', LOCKED],
      ['end', LOCKED],
      [`sh sed -i '1i #cloud-config' ${USER_DATA}`, null],
      ['start', MARA_ALONE],
    ],
  ],
  [
    'somebody has worked with the account: it stays, locked',
    '#cloud-config\nhostname: reef\n',
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [
        `sh printf '${MARA.replace(/\n/g, '\\n')}' >${USER_DATA}; echo instance-id: other >/boot/firmware/meta-data`,
        null,
      ],
      ['start', ['mara 1001 locked', 'pirate 1000 locked']],
    ],
  ],
];
