import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';

/*
 * The first boot with Debian's cloud-init, stage by stage, in a container: what becomes of the built-in account (pirate, id
 * 1000, with the known password) by the user's data, and how far a first boot goes that is cut off or ends in order.
 */

type Step = 'start' | 'most' | 'end' | 'off' | 'cut' | `sh ${string}`;
interface After {
  accounts: string[];
  said: string;
}

const USER_DATA = '/boot/firmware/user-data';
const MARA = '#cloud-config\nusers:\n  - name: mara\n    lock_passwd: true\n';
const AS_BUILT = ['pirate 1000 known'];
const LOCKED = ['pirate 1000 locked'];
const MARA_ALONE = ['mara 1000 locked'];
const MIME = `Content-Type: multipart/mixed; boundary="X"
MIME-Version: 1.0

--X
Content-Type: text/cloud-config

${MARA}
--X
Content-Type: text/x-shellscript

#!/bin/sh
true
--X--
`;

const OWN_PIRATE = '  - { name: pirate, lock_passwd: false, hashed_passwd: $6$salt$hash }\n';
/** The image's own user-data with another name. */
const RENAMED = `#cloud-config
hostname: black-pearl
users:
  - name: davy
    primary_group: pirate
    groups: [sudo, video]
    shell: /bin/bash
    sudo: ALL=(ALL) NOPASSWD:ALL
    lock_passwd: false
    hashed_passwd: "@KNOWN@"

ssh_pwauth: true
`;
/** Data that write a file. */
const writes = (path: string, content: string, encoding?: string) =>
  `#cloud-config\nwrite_files:\n  - ${JSON.stringify({ path, content, permissions: '0755', encoding })}\n`;
const KNOWN_PIRATE = '#cloud-config\nusers:\n  - { name: pirate, lock_passwd: false, hashed_passwd: "@KNOWN@" }\n';
const mime = (header: string, content: string, boundary = 'X') => `Content-Type: multipart/mixed; boundary="${boundary}"
MIME-Version: 1.0

--X
Content-Type: text/cloud-config

#cloud-config
hostname: reef

--X
Content-Type: ${header}

${content}
--X--
`;
const PART_HANDLER = `#part-handler
def list_types():
  return ["text/x-mine"]
def handle_part(*a):
  pass
`;

/** What there is before anybody can log in. */
const FORMS: [form: string, userData: string | Buffer, accounts: string[], others?: Record<string, Buffer | null>][] = [
  ['nothing', '', AS_BUILT],
  ['a host name', '#cloud-config\nhostname: reef\n', AS_BUILT],
  ['a cloud-config', MARA, MARA_ALONE],
  ['a template', `## template: jinja\n${MARA}`, MARA_ALONE],
  ['an empty first line', `\n${MARA}`, MARA_ALONE],
  ['capitals', MARA.replace('cloud-config', 'Cloud-Config'), MARA_ALONE],
  ['CRLF', MARA.replace(/\n/g, '\r\n'), MARA_ALONE],
  ['gzip', gzipSync(MARA), MARA_ALONE],
  ['MIME', MIME, MARA_ALONE],
  ['#include', '#include\nfile:///tmp/mara\n', MARA_ALONE],
  [
    'an archive',
    '#cloud-config-archive\n- type: text/cloud-config\n  content: |\n    #cloud-config\n    users: [{ name: mara }]\n',
    MARA_ALONE,
  ],
  ['user beside users', '#cloud-config\nuser: mara\nusers: [ann]\n', ['ann 1000 locked', 'mara 1001 locked']],
  ['another default user', '#cloud-config\nsystem_info: { default_user: { name: mara } }\n', MARA_ALONE],
  ['modules without ours', `${MARA}cloud_init_modules: [users-groups]\n`, ['mara 1001 locked']],
  ['an account that cannot be made', '#cloud-config\nusers: [{ name: mara, ssh_redirect_user: 7 }]\n', []],
  ['default and another', '#cloud-config\nusers: [default, mara]\n', ['mara 1001 locked', 'pirate 1000 locked']],
  ['no users', '#cloud-config\nusers: []\n', AS_BUILT],
  ["a service's account", '#cloud-config\nusers: [default, { name: tide, system: true }]\n', AS_BUILT],
  ["the built-in one's key", '#cloud-config\nssh_authorized_keys: [ssh-ed25519 AAAA]\n', AS_BUILT],
  [
    "the built-in one's hash, as for a new account",
    '#cloud-config\nusers: [{ name: pirate, lock_passwd: false, passwd: $6$salt$hash }]\n',
    ['pirate 1000 own'],
  ],
  ["the built-in one's password, set later", '#cloud-config\npassword: harbour\n', LOCKED],
  ['a script that makes accounts', '#!/bin/sh\nuseradd mara\n', LOCKED],
  ['a command that makes accounts', '#cloud-config\nruncmd: [useradd mara]\n', LOCKED],
  ['another script', '#!/bin/sh\ntrue\n', AS_BUILT],
  ['a byte order mark', `\ufeff${MARA}`, LOCKED],
  ['no header', MARA.replace('#cloud-config\n', ''), LOCKED],
  ['no YAML', `${MARA}hostname: [reef\n`, LOCKED],
  ['no YAML, and nothing about accounts', '#cloud-config\nhostname: [reef\n', AS_BUILT],
  ['an #include that leads nowhere', '#include\nfile:///tmp/nowhere\n', LOCKED],
  ['gzip cut off', gzipSync(MARA).subarray(0, 40), LOCKED],
  ["the image's own", KNOWN_PIRATE, AS_BUILT],
  [
    'settings and commands',
    '#cloud-config\nlocale: de_DE.UTF-8\nwrite_files: [{ path: /tmp/a, content: b }]\nruncmd: ["true"]\n',
    AS_BUILT,
  ],
  ['MIME that names nobody', mime('text/x-shellscript', '#!/bin/sh\ntrue'), AS_BUILT],
  ['its id for another', `#cloud-config\nusers:\n  - { name: davy, uid: 1000 }\n${OWN_PIRATE}`, LOCKED],
  ['its own hash behind a bad name', `#cloud-config\nusers:\n  - name: Davy Jones\n${OWN_PIRATE}`, LOCKED],
  ['an invalid hash', '#cloud-config\nusers: [{ name: pirate, lock_passwd: false, hashed_passwd: "a:b" }]\n', LOCKED],
  ['a broken archive', '#Cloud-Config-Archive\n- content: |\n    #cloud-config\n  users: [mara\n', LOCKED],
  ['an archive in a list', '#cloud-config-archive\n- - content: |\n      #cloud-config\n      users: [mara]\n', LOCKED],
  ['a broken JSON patch', '#Cloud-Config-Jsonp\n[{"op":"add","path":"/users","value":["mara"]},]\n', LOCKED],
  ['a JSON patch of nothing', '#cloud-config-jsonp\n[{"op":"add","path":"/users/-/name","value":"mara"}]\n', LOCKED],
  ['a wrong merge_how', '#cloud-config\nmerge_how: nonsense\nusers: [{ name: mara }]\n', LOCKED],
  [
    'a wrong Merge-Type',
    mime('text/cloud-config\nMerge-Type: foo()', '#cloud-config\nusers: [{ name: mara }]'),
    LOCKED,
  ],
  ['MIME with a wrong boundary', mime('text/cloud-config', MARA, 'Y'), LOCKED],
  ['MIME with a wrong encoding', mime('text/cloud-config\nContent-Transfer-Encoding: base64', '!!!no'), LOCKED],
  [
    'a part-handler beside a part with a wrong header',
    mime('text/part-handler', `${PART_HANDLER}\n--X\nContent-Type: text/plain\n\n# cloud-config\nusers: [mara]`),
    LOCKED,
  ],
  ['no meta-data', MARA, LOCKED, { 'meta-data': null }],
  [
    'network-config in Latin-1',
    MARA,
    LOCKED,
    { 'network-config': Buffer.from('version: 2\n# f\u00fcr\nethernets: { eth0: { dhcp4: true } }\n', 'latin1') },
  ],
  ['no meta-data, and nothing about accounts', '#cloud-config\nhostname: reef\n', AS_BUILT, { 'meta-data': null }],
  ['a key in capitals', '#cloud-config\nUsers: [mara]\n', LOCKED],
  ['users twice', KNOWN_PIRATE.replace('\n', '\nusers: [mara]\n'), LOCKED],
  ['its hash as built, beside another account', `${KNOWN_PIRATE}  - name: davy\n`, ['davy 1001 locked', ...LOCKED]],
  ['its hash as built, for a renamed account', RENAMED, ['davy 1000 locked']],
  [
    'its hash as built, for both',
    `${KNOWN_PIRATE}  - { name: davy, lock_passwd: false, hashed_passwd: "@KNOWN@" }\n`,
    ['davy 1001 locked', ...LOCKED],
  ],
  [
    'its hash as built, as for a new account',
    '#cloud-config\nusers: [{ name: davy, lock_passwd: false, passwd: "@KNOWN@" }]\n',
    ['davy 1000 locked'],
  ],
  [
    'its hash as built, for a service',
    '#cloud-config\nusers: [default, { name: tide, uid: 1500, system: true, lock_passwd: false, hashed_passwd: "@KNOWN@" }]\n',
    [...LOCKED, 'tide 1500 locked'],
  ],
  ['a password that nobody gets', `${KNOWN_PIRATE}password: newsecret\n`, LOCKED],
  [
    'another password in chpasswd',
    `${KNOWN_PIRATE}chpasswd: { users: [{ name: pirate, password: newsecret, type: text }] }\n`,
    LOCKED,
  ],
  [
    "a user's key that does not exist",
    '#cloud-config\nusers: [{ name: pirate, lock_passwd: false, Passwd: x }]\n',
    LOCKED,
  ],
  ['a command by its path', '#cloud-config\nruncmd: ["/usr/bin/passwd -e nobody-of-this-name"]\n', LOCKED],
  ['a command in several lines', '#!/bin/sh\nusermod \\\n  -p "x" nobody-of-this-name\n', LOCKED],
  [
    'another entry of its name, with an own password',
    `${KNOWN_PIRATE}  - { name: pirate, hashed_passwd: $6$salt$hash }\n`,
    LOCKED,
  ],
  [
    'another entry of its name, with a lock',
    `${KNOWN_PIRATE}  - { name: pirate, lock_passwd: true, ssh_authorized_keys: [ssh-ed25519 AAAA] }\n`,
    LOCKED,
  ],
  ['an entry with two locks', KNOWN_PIRATE.replace('name: pirate', 'name: pirate, lock_passwd: true'), LOCKED],
  [
    'an entry with two hashes',
    KNOWN_PIRATE.replace('name: pirate', 'name: pirate, hashed_passwd: $6$salt$hash'),
    LOCKED,
  ],
  ['an empty password', '#cloud-config\npassword:\n', LOCKED],
  [
    'a date in the past, from which on it is closed',
    '#cloud-config\nusers: [{ name: pirate, lock_passwd: false, expiredate: "2020-01-01" }]\n',
    LOCKED,
  ],
  [
    'a date in the future',
    '#cloud-config\nusers: [{ name: pirate, lock_passwd: false, expiredate: "2999-01-01" }]\n',
    AS_BUILT,
  ],
  [
    'a command that gives it a group, and one with the same options behind it',
    '#cloud-config\nruncmd: ["usermod -aG docker pirate && mkdir -p /srv/data"]\n',
    AS_BUILT,
  ],
  ["root's key", '#cloud-config\ndisable_root: false\nssh_authorized_keys: [ssh-ed25519 AAAA]\n', LOCKED],
  ['data that contain themselves', '#cloud-config\nruncmd: &all [*all]\n', AS_BUILT],
  ['a file that no program is', `${writes('/etc/motd', 'passwd changes your password')}`, AS_BUILT],
  ['a file in base64 that no program is', `${writes('/etc/motd', btoa('ahoy'), 'b64')}runcmd: ["true"]\n`, LOCKED],
  ['a name under another key', '#cloud-config\nusers: [{ username: mara, groups: [sudo] }]\n', LOCKED],
  ['an entry without a name', '#cloud-config\nusers: [default, { gecos: Mara }]\n', LOCKED],
  ['a user that is a list', '#cloud-config\nuser: [mara]\n', LOCKED],
  ['an unknown key of the default user', '#cloud-config\nuser: { Name: mara }\n', LOCKED],
];

/** Data that nothing can be made of. No Python may look out of what is said of them. */
const ODD = [
  'users:\n  -',
  'users: { a: null }',
  'users: 7',
  'users: [7]',
  'user: [a]',
  'system_info: []',
  'system_info: { default_user: x }',
  'write_files: [7]\nruncmd: ["true"]',
  'write_files: [{ 2020-01-01: x }]',
  'users: [{ name: pirate, lock_passwd: false, passwd: "a\\nb" }]',
  '~',
];
const ODD_LOCKED = ['users: { a: null }', 'users: 7', 'users: [7]', 'user: [a]'];

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
  'sh mkdir /tmp/away; mv /usr/bin/cloud-init /usr/lib/python3/dist-packages/cloudinit /tmp/away; rm -r /var/lib/cloud';
const INSTALLED_AGAIN: Step =
  'sh cd /tmp/away; mv cloud-init /usr/bin; mv cloudinit /usr/lib/python3/dist-packages; rmdir /tmp/away';
const START_WITHOUT = 'cd /usr/lib/hypriotos; ./first-boot begin; ./give-up-account check; ./first-boot done';
const DISABLED = 'rm -rf /run/cloud-init; mkdir /run/cloud-init; touch /run/cloud-init/disabled';
const IS_OVER: Step = 'sh test -e /var/lib/cloud/instance/first-boot-done';

/** Steps with the accounts after each; null: of no matter. */
const STORIES: [story: string, userData: string, steps: [Step, string[] | null][]][] = [
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

const COUNTED = '#cloud-config\nruncmd: [echo once >>/tmp/runs]\n';
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
const STARTED_TEN_TIMES: Step = 'sh echo 10 >/var/lib/hypriotos/first-boot-starts';

/** What the last step says of the first boot. */
const FIRST_BOOTS: [title: string, steps: Step[], said: RegExp | '', userData?: string][] = [
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
const SEMAPHORES: [title: string, before: string[], after: string[]][] = [
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

let container: RunningContainer;
let results: After[][];

beforeAll(async () => {
  container = new RunningContainer(await builderImage('first_boot', 'components/root_fs/testing/first-boot'));
  container.copyIn(join(__dirname, 'builder'), '/builder');
  const prepared = await container.run('/testing/prepare.sh');
  if (prepared.code !== 0) throw new Error(prepared.output);
  const boots = [
    ...FORMS.map(([, userData, , others]) => boot(userData, ['start'], others)),
    ...STORIES.map(([, userData, steps]) =>
      boot(
        userData,
        steps.map(([step]) => step),
      ),
    ),
    ...ODD.map((data) => boot(`#cloud-config\n${data}\n`, ['start'])),
    ...FIRST_BOOTS.map(([, steps, , userData = COUNTED]) => boot(userData, ['sh rm -f /tmp/runs', ...steps])),
  ];
  const { code, output } = await container.run('printf %s "$BOOTS" | python3 -B /testing/stages.py', {
    BOOTS: JSON.stringify(boots),
  });
  if (code !== 0) throw new Error(output);
  results = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as After[]);
}, 3_600_000);
afterAll(() => container?.remove());

const boot = (userData: string | Buffer, steps: Step[], others: Record<string, Buffer | null> = {}) => ({
  files: {
    [USER_DATA]: base64(userData),
    '/tmp/mara': base64(MARA),
    ...Object.fromEntries(
      Object.entries(others).map(([name, content]) => [`/boot/firmware/${name}`, content && base64(content)]),
    ),
  },
  steps,
});
const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');

it('decides by facts alone, as its own tests have it', async () => {
  container.copyIn(join(__dirname, 'testing', 'account'), '/account');
  const { code, output } = await container.run(
    'python3 -B -m unittest discover --start-directory /account -p "*_test.py"',
  );
  expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^Ran [1-9]\d* tests/m) });
});

describe('the built-in account, before anybody can log in', () => {
  it.each(FORMS.map(([form, , accounts], number) => ({ form, accounts, number })))('$form', ({ accounts, number }) => {
    expect(results[number]?.[0]?.accounts).toEqual(accounts);
  });
});

describe('the built-in account, when', () => {
  it.each(STORIES.map(([story, , steps], number) => ({ story, steps, number })))('$story', ({ steps, number }) => {
    const found = results[FORMS.length + number] ?? [];
    steps.forEach(([step, accounts], at) => {
      if (accounts) expect({ step, accounts: found[at]?.accounts }).toEqual({ step, accounts });
    });
  });
});

describe('data that nothing can be made of', () => {
  it.each(ODD.map((data, number) => ({ data, number })))('$data', ({ data, number }) => {
    const [found] = results[FORMS.length + STORIES.length + number] ?? [];
    expect(found?.said).toMatch(/^The account pirate .*\.$/m);
    expect(found?.said).not.toMatch(/Traceback|File "|<class/);
    if (ODD_LOCKED.includes(data)) expect(found?.accounts).toEqual(LOCKED);
  });
});

describe('what is said of the first boot', () => {
  it.each(['first-boot', 'first-boot-done', 'give-up-account'])('%s.service says under one name', async (unit) => {
    const { output } = await container.run(`cat /etc/systemd/system/${unit}.service`);
    expect(output).toMatch(/^SyslogIdentifier=first-boot$/m);
    expect(output).toMatch(/^StandardOutput=journal\+console$/m);
  });

  it('holds what is said within cloud-init', () => {
    const said = results[FORMS.findIndex(([form]) => form === 'a cloud-config')]?.[0]?.said;
    expect(said).toMatch(/^logger --tag first-boot -- The account pirate is removed: .*mara\.$/m);
  });

  it('is where the documentation looks for it', () => {
    expect(readFileSync(join(__dirname, '../../docs/first-steps.md'), 'utf8')).toContain('`journalctl -t first-boot`');
  });
});

describe('an orderly end during the first boot:', () => {
  it.each(SEMAPHORES)('%s', async (_title, before, after) => {
    const { output } = await container.run(
      `folder=/var/lib/cloud/instance/sem; rm -rf $folder /var/lib/hypriotos; mkdir -p $folder; cd $folder
       ${before.map((name, second) => `touch --date=@${second + 1} ${name}`).join('; ')}
       rm -f ../first-boot-done; /usr/lib/hypriotos/first-boot stop >/dev/null; ls`,
    );
    expect(output.trim().split('\n')).toEqual([...after].sort());
  });
});

it("leaves cloud-init's services out of a start that first-boot has said so of", async () => {
  const { output } = await container.run(
    'SYSTEMD_LOG_LEVEL=debug systemd-analyze verify cloud-init-{main,local,network}.service cloud-{config,final}.service',
  );
  const units = output
    .split(/^\s*→ Unit /m)
    .filter((unit) => /^cloud-(init-(main|local|network)|config|final)\.service:/.test(unit));
  expect(units).toHaveLength(5);
  for (const unit of units) expect(unit).toContain('ConditionPathExists: !/run/hypriotos/without-cloud-init');
});

describe('a first boot', () => {
  it.each(FIRST_BOOTS.map(([title, , said], number) => ({ title, said, number })))('$title', ({ said, number }) => {
    const last = results[FORMS.length + STORIES.length + ODD.length + number]?.at(-1)?.said;
    if (said === '') expect(last).not.toMatch(/first boot/i);
    else expect(last).toMatch(said);
  });
});
