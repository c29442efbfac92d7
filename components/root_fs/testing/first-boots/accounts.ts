import { GZIP_IN_MIME } from './forms';
import {
  AS_BUILT,
  KNOWN_PIRATE,
  LOCKED,
  MARA,
  MARA_ALONE,
  RENAMED,
  RENAMED_IN_WORDS,
  USER_DATA,
  writes,
  type Step,
} from './user-data';

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
const MARA_WITH_PASSWORD: Step = `sh printf '#cloud-config\\nusers: [{ name: mara, lock_passwd: false, passwd: "$6$salt$hash" }]\\n' >${USER_DATA}`;
/** Data by which nobody can log in when the first boot has ended. */
const NOBODY: [what: string, userData: string][] = [
  ['a key in capitals', '#cloud-config\nUsers: [{ name: mara }]\n'],
  ['a locked password', '#cloud-config\nusers: [{ name: mara, passwd: $6$salt$hash }]\n'],
  ['a password that is never set', '#cloud-config\nruncmd: ["false && passwd pirate"]\n'],
  ['an account without a password beside this one', '#cloud-config\nusers: [default, mara]\n'],
  ['keys that cannot be fetched', '#cloud-config\nusers: [{ name: mara, ssh_import_id: ["gh:x"] }]\n'],
  [
    "keys of a user that belong outside, as in HypriotOS's own data once",
    `${RENAMED_IN_WORDS.replace('davy', 'pirate')}`.replace(
      '\nssh_pwauth: true',
      '    ssh_pwauth: true\n    chpasswd: { expire: false }',
    ),
  ],
];
const MARA_INSTEAD: Step = `sh cp /tmp/mara ${USER_DATA}`;
const BEGIN = 'cd /usr/lib/hypriotos && ./first-boot begin';
const CHECK_AND_END = 'cd /usr/lib/hypriotos && ./give-up-account check && ./first-boot done';
const START_WITHOUT = `${BEGIN} && ${CHECK_AND_END}`;
const DISABLED = 'rm -rf /run/cloud-init; mkdir /run/cloud-init; touch /run/cloud-init/disabled';
const FAILS_FOR_DAVY = `cat >/usr/local/bin/chpasswd <<'EOF'
#!/bin/bash
input=$(cat)
[[ $input == davy:[*]* ]] && { echo locked by another >&2; exit 1; }
exec /usr/sbin/chpasswd "$@" <<<"$input"
EOF
chmod +x /usr/local/bin/chpasswd`;
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
      ['sh rm /run/issue.d/*', null],
      ['start', ['davy 1000 locked']],
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
  ...['@KNOWN@', 'hypriot'].map((password): [string, string, [Step, string[] | null][]] => [
    `cloud-init sets it for others (${password}) when people can log in: it opens nothing`,
    `#cloud-config
users: [default, { name: davy, lock_passwd: false }]
chpasswd: { expire: false, users: ${JSON.stringify(
      ['davy', 'pirate', 'root'].map((name) => ({ name, password, type: password === 'hypriot' ? 'text' : 'hash' })),
    )} }\n`,
    [
      ['start', ['davy 1001 locked', ...LOCKED]],
      ['config', ['davy 1001 locked', ...LOCKED]],
      ['sh grep "^root:[*]" /etc/shadow && grep -q "The password of davy, root is locked" /run/issue.d/*.issue', null],
      ['end', ['davy 1001 locked', ...LOCKED]],
    ],
  ]),
  ...[
    'echo davy:hypriot | chpasswd',
    'chpasswd <<EOF\ndavy:hypriot\nEOF',
    'usermod -p "$(openssl passwd -6 hypriot)" davy',
  ].map((command): [string, string, [Step, string[] | null][]] => [
    `a command sets it for another account, as a text: ${command.split('\n')[0]}`,
    `#cloud-config\nusers: [davy]\nruncmd:\n  - ${JSON.stringify(command)}\n`,
    [
      ['start', ['davy 1000 locked']],
      ['end', ['davy 1000 locked']],
      ['sh grep "^davy:[*]hypriotos:" /etc/shadow', null],
    ],
  ]),
  [
    "the account is renamed, and then the image's own data are put back",
    RENAMED,
    [
      ['start', ['davy 1000 locked']],
      ['end', ['davy 1000 locked']],
      [`sh sed -i s/davy/pirate/ ${USER_DATA}`, null],
      ['start', ['davy 1000 locked', 'pirate 1001 known']],
      ['sh ! grep -s "is locked" /run/issue.d/*.issue', null],
      ['end', ['davy 1000 locked', 'pirate 1001 known']],
      [`sh sed -i 's/pirate/davy/; s/hashed_passwd:.*/passwd: $6$salt$hash/' ${USER_DATA}`, null],
      ['sh echo instance-id: other >/boot/firmware/meta-data', null],
      ['start', ['davy 1000 own', 'pirate 1001 locked']],
    ],
  ],
  [
    'somebody has set a password by hand, and harmless data that could not be read are corrected',
    `${KNOWN_PIRATE}hostname: [reef\n`,
    [
      ['start', null],
      ['end', null],
      ['sh echo pirate:reef | chpasswd', ['pirate 1000 own']],
      [`sh sed -i 's/\\[reef/reef/' ${USER_DATA}`, null],
      ['start', ['pirate 1000 own']],
      ['end', ['pirate 1000 own']],
    ],
  ],
  ...['@KNOWN@', 'hypriot'].map((password): [string, string, [Step, string[] | null][]] => [
    `somebody has set a password by hand, and the power goes: it stays (${password})`,
    `${KNOWN_PIRATE}chpasswd: { users: [{ name: pirate, password: "${password}", type: ${password === 'hypriot' ? 'text' : 'hash'} }] }\n`,
    [
      ['start', null],
      ['sh echo pirate:reef | chpasswd; grep ^pirate: /etc/shadow >/tmp/by-hand', ['pirate 1000 own']],
      ['cut', null],
      ['start', ['pirate 1000 own']],
      ['end', ['pirate 1000 own']],
      ['sh cut -d : -f 1,2 /tmp/by-hand | grep -qFf - /etc/shadow', null],
    ],
  ]),
  [
    'a part in MIME is packed by gzip: nothing is said of it',
    GZIP_IN_MIME,
    [
      ['start', MARA_ALONE],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
  ...[
    ['after the entries', 'rm -r /home/mara'],
    ['before its home was its own', 'rm -r /home/mara; mkdir /home/mara'],
    ['before its home was filled', 'rm -r /home/mara; install -d -o mara /home/mara'],
    [
      'before its group was written',
      "rm -r /home/mara; sed -i /^mara:/d /etc/group; sed -i 's/,mara$\\|mara$//' /etc/group",
    ],
    ['before its password was written', 'rm -r /home/mara; sed -i /^mara:/d /etc/shadow /etc/group'],
    ['and left its locks', 'rm -r /home/mara; for f in passwd shadow group gshadow; do echo 1 >/etc/$f.lock; done'],
  ].map(([when, how]): [string, string, [Step, string[] | null][]] => [
    `the power goes while an account is made, ${when}: it is made anew`,
    '#cloud-config\nusers: [{ name: mara, groups: [video], lock_passwd: false, passwd: $6$salt$hash }]\n',
    [
      ['start', ['mara 1000 own']],
      [`sh ${how}; rm /var/lib/hypriotos/given-passwords`, null],
      ['cut', null],
      ['start', ['mara 1000 own']],
      ['sh id -Gn mara | grep video; test "$(stat -c %U ~mara ~mara/.bashrc | xargs)" = "mara mara"', null],
    ],
  ]),
  [
    'the power goes when somebody has worked with an account: it stays as it is',
    MARA,
    [
      ['start', MARA_ALONE],
      ['sh rm ~mara/.bashrc; echo map >~mara/map', null],
      ['cut', null],
      ['start', MARA_ALONE],
      ['sh [[ -e ~mara/map && ! -e ~mara/.bashrc ]]', null],
    ],
  ],
  [
    'an account cannot be locked: the others are, and it is said',
    `${RENAMED}  - { name: ann, lock_passwd: false, hashed_passwd: "@KNOWN@" }\n`.replace(/\nssh_pwauth: true\n/, ''),
    [
      [`sh ${FAILS_FOR_DAVY}`, null],
      ['start', ['ann 1001 locked', 'davy 1000 known']],
      ['sh rm /usr/local/bin/chpasswd', null],
      ['end', ['ann 1001 locked', 'davy 1000 locked']],
    ],
  ],
  ...NOBODY.map(([what, userData]): [string, string, [Step, string[] | null][]] => [
    `nobody can log in (${what}): it is said at each start, and the first boot begins again with other data`,
    userData,
    [
      ['start', null],
      ['end', null],
      ['sh grep "Nobody can log in: .*start again" /run/issue.d/*.issue', null],
      ['start', null],
      ['sh grep "Nobody can log in: .*start again" /run/issue.d/*.issue', null],
      [MARA_WITH_PASSWORD, null],
      ['start', null],
      ['end', null],
      ['sh grep "^mara:[$]6" /etc/shadow && ! ls /run/issue.d/*.issue', null],
      ['start', null],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ]),
  [
    'the account was renamed, and the next data say nothing about accounts: it is as it was built',
    RENAMED,
    [
      ['start', ['davy 1000 locked']],
      ['end', ['davy 1000 locked']],
      [`sh printf '#cloud-config\\nhostname: reef\\n' >${USER_DATA}`, null],
      ['start', ['davy 1000 locked', 'pirate 1001 known']],
      ['end', ['davy 1000 locked', 'pirate 1001 known']],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
  [
    'a key takes the place of the known password: that is the end of it',
    `${RENAMED}runcmd: [echo once >>/tmp/keyed]\n`,
    [
      ['sh rm -f /tmp/keyed', null],
      ['start', ['davy 1000 locked']],
      ['end', ['davy 1000 locked']],
      [`sh sed -i 's/hashed_passwd:.*/ssh_authorized_keys: [ssh-ed25519 AAAA]/' ${USER_DATA}`, null],
      ['start', ['davy 1000 locked']],
      ['end', ['davy 1000 locked']],
      [`sh ! ls /run/issue.d/*.issue; echo '# later' >>${USER_DATA}`, null],
      ['start', ['davy 1000 locked']],
      ['end', ['davy 1000 locked']],
      ['sh test "$(grep -c once /tmp/keyed)" = 2', null],
    ],
  ],
  [
    'an account gets its password by a correction',
    '#cloud-config\nusers: [{ name: mara }]\n',
    [
      ['start', MARA_ALONE],
      ['off', MARA_ALONE],
      [MARA_WITH_PASSWORD, null],
      ['start', ['mara 1000 own']],
    ],
  ],
  [
    'an account gets another password by a correction',
    '#cloud-config\nusers: [{ name: mara, lock_passwd: false, passwd: $6$salt$wrong }]\n',
    [
      ['start', ['mara 1000 own']],
      ['cut', null],
      [MARA_WITH_PASSWORD, null],
      ['start', ['mara 1000 own']],
      ['sh grep "^mara:[$]6[$]salt[$]hash:" /etc/shadow', null],
    ],
  ],
  [
    'a password that was set by hand outlives the repetition of the same data',
    '#cloud-config\nusers: [{ name: mara, lock_passwd: false, hashed_passwd: $6$salt$hash }]\nchpasswd: { expire: false, users: [{ name: mara, password: harbour, type: text }] }\n',
    [
      ['start', ['mara 1000 own']],
      ['config', ['mara 1000 own']],
      ['sh echo mara:reef | chpasswd; grep ^mara: /etc/shadow | cut -d : -f 1,2 >/tmp/by-hand', null],
      ['cut', null],
      ['start', ['mara 1000 own']],
      ['config', ['mara 1000 own']],
      ['sh grep -qFf /tmp/by-hand /etc/shadow', null],
      ['cut', null],
      ['start', ['mara 1000 own']],
      ['end', ['mara 1000 own']],
      ['sh grep -qFf /tmp/by-hand /etc/shadow', null],
    ],
  ],
  [
    'a file of passwords has the known one for the built-in account, beside another',
    `${writes('/root/passwords', 'pirate:hypriot\n')}users: [default, davy]\nruncmd: ["chpasswd </root/passwords"]\n`,
    [
      ['start', ['davy 1001 locked', ...LOCKED]],
      ['end', ['davy 1001 locked', ...LOCKED]],
    ],
  ],
  [
    'a command knows it from elsewhere',
    '#cloud-config\nusers: [davy]\nruncmd: ["echo davy:$(echo hypXriot | tr -d X) | chpasswd"]\n',
    [
      ['start', ['davy 1000 locked']],
      ['end', ['davy 1000 locked']],
      ['sh grep "^davy:[*]hypriotos:" /etc/shadow', null],
    ],
  ],
  [
    'a command sets it at each start: it opens nothing at any',
    '#cloud-config\nbootcmd: ["echo davy:hypriot | chpasswd; echo pirate:hypriot | chpasswd; true"]\nusers: [default, { name: davy, ssh_authorized_keys: [ssh-ed25519 AAAA] }]\n',
    [
      ['start', ['davy 1001 locked', ...LOCKED]],
      ['end', ['davy 1001 locked', ...LOCKED]],
      ['start', ['davy 1001 locked', ...LOCKED]],
      ['end', ['davy 1001 locked', ...LOCKED]],
      ['start', ['davy 1001 locked', ...LOCKED]],
    ],
  ],
  [
    'somebody makes another account by hand, later: the built-in one stays as it is',
    KNOWN_PIRATE,
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ['sh useradd -m mara; echo mara:reef | chpasswd', null],
      ['start', ['mara 1001 own', 'pirate 1000 known']],
      ['end', ['mara 1001 own', 'pirate 1000 known']],
    ],
  ],
  [
    'a password that was set by hand outlives a later installation',
    '#cloud-config\nusers: [{ name: mara, lock_passwd: false, passwd: $6$salt$hash }]\n',
    [
      ['start', ['mara 1000 own']],
      ['end', ['mara 1000 own']],
      ['sh echo mara:reef | chpasswd; grep ^mara: /etc/shadow | cut -d : -f 1,2 >/tmp/by-hand', null],
      ['start', ['mara 1000 own']],
      ['sh echo instance-id: other >/boot/firmware/meta-data', null],
      ['start', ['mara 1000 own']],
      ['sh grep -qFf /tmp/by-hand /etc/shadow', null],
    ],
  ],
  [
    'a command makes the removed account again, with the known password',
    '#cloud-config\nusers: [mara]\nruncmd: ["useradd -m pirate; echo pirate:hypriot | chpasswd"]\n',
    [
      ['start', MARA_ALONE],
      ['end', ['mara 1000 locked', 'pirate 1001 locked']],
      ['start', ['mara 1000 locked', 'pirate 1001 locked']],
    ],
  ],
  [
    'people who can log in later by ways of their own are told nothing',
    KNOWN_PIRATE,
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ["sh usermod --password '!' pirate", null],
      ['start', LOCKED],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
  [
    'the boot partition cannot be mounted: cloud-init is left out, and what is on it may name others',
    MARA,
    [
      ['sh echo "LABEL=none /boot/firmware vfat defaults 0 0" >>/etc/fstab', null],
      ['start', LOCKED],
      ['sh sed -i /firmware/d /etc/fstab; grep "cannot be mounted" /run/issue.d/*.issue', null],
      ['start', MARA_ALONE],
    ],
  ],
  ...(['cut', 'off'] as const).map((end): [string, string, [Step, string[] | null][]] => [
    `somebody has worked with the account before the first boot came to its end (${end}): it stays, locked`,
    KNOWN_PIRATE,
    [
      ['start', AS_BUILT],
      ["sh su pirate -c 'mkdir ~/work; echo map >~/work/map'", null],
      [end, null],
      [MARA_INSTEAD, null],
      ['start', ['mara 1001 locked', 'pirate 1000 locked']],
      ['sh test -e ~pirate/work/map', null],
    ],
  ]),
  [
    'root has set the password of the locked account: it stays, with that',
    MARA.replace('#cloud-config\n', ''),
    [
      ['start', LOCKED],
      ['end', LOCKED],
      ['sh echo pirate:reef | chpasswd', null],
      [MARA_INSTEAD, null],
      ['start', ['mara 1001 locked', 'pirate 1000 own']],
    ],
  ],
  [
    'data that could not be read: it is said at later starts, too',
    MARA.replace('#cloud-config\n', ''),
    [
      ['start', LOCKED],
      ['end', LOCKED],
      ['start', LOCKED],
      ['sh grep "Not all of user-data could be read" /run/issue.d/*.issue', null],
    ],
  ],
  ...['network-config', 'meta-data'].map((file): [string, string, [Step, string[] | null][]] => [
    `${file} is no YAML: it is said`,
    '',
    [
      [`sh echo 'a: [' >/boot/firmware/${file}`, null],
      ['start', null],
      [`sh grep "${file}" /run/issue.d/hypriotos-user-data-unread.issue`, null],
    ],
  ]),
  [
    'notes cannot be kept: accounts are locked all the same',
    `${KNOWN_PIRATE}  - { name: davy, lock_passwd: false, hashed_passwd: "@KNOWN@" }\n`,
    [
      [
        'sh rm -rf /var/lib/hypriotos; mkdir -p /var/lib/hypriotos; ln -s /dev/full /var/lib/hypriotos/account-facts.json; ln -s /proc/none /var/lib/hypriotos/said',
        null,
      ],
      ['start', ['davy 1001 locked', ...LOCKED]],
      ['sh rm -r /var/lib/hypriotos', null],
    ],
  ],
  [
    'user-data are missing beside other files: it is said, and the first boot begins again with them',
    '',
    [
      [`sh rm ${USER_DATA}; echo 'version: 2' >/boot/firmware/network-config`, null],
      ['start', AS_BUILT],
      ['sh grep "did not use meta-data and network-config: user-data is missing" /run/issue.d/*.issue', null],
      ['end', AS_BUILT],
      [`sh touch ${USER_DATA}`, null],
      ['start', AS_BUILT],
      ['sh ! ls /run/issue.d/*.issue; grep "others now" /run/hypriotos/first-boot', null],
    ],
  ],
  [
    'vendor-data could not be read: it is said of them',
    '',
    [
      ["sh printf '#cloud-config\\nhostname: [reef\\n' >/boot/firmware/vendor-data", null],
      ['start', AS_BUILT],
      ['sh grep "Not all of vendor-data could be read" /run/issue.d/*.issue', null],
    ],
  ],
  ...['042', 'Davy Jones'].map((name): [string, string, [Step, string[] | null][]] => [
    `an account could not be made (${name}): it is said, and the first boot begins again with another name`,
    `#cloud-config\nusers: [{ name: ${name} }]\n`,
    [
      ['start', []],
      ['sh grep "The account .* could not be made" /run/issue.d/*.issue', null],
      ['end', []],
      [MARA_INSTEAD, null],
      ['start', MARA_ALONE],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ]),
  [
    'what is included once is gone from its address, and the power goes: it is used all the same',
    '#include-once\nfile:///tmp/once\n',
    [
      ['sh cp /tmp/mara /tmp/once', null],
      ['start', MARA_ALONE],
      ['sh rm /tmp/once; userdel -r mara', []],
      ['cut', null],
      ['start', MARA_ALONE],
      ['cut', null],
      ['start', MARA_ALONE],
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
  ...['hashed_passwd: "@KNOWN@"', 'plain_text_passwd: hypriot'].map(
    (password): [string, string, [Step, string[] | null][]] => [
      `root has the known password: its own lock, as everybody's (${password})`,
      `#cloud-config\nusers: [default, { name: root, lock_passwd: false, ${password} }]\n`,
      [
        ['start', LOCKED],
        ["sh grep '^root:[*!]' /etc/shadow", null],
      ],
    ],
  ),
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
