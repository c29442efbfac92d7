import { AS_BUILT, KEY, LOCKED, OWN_HASH, puts, type Story, writes } from './user-data';

/** Commands that are to change or lock its password, and do not come to it. */
const FAILING: [what: string, userData: string][] = [
  ...[
    'chpasswd <<EOF\npirate:secret\nEOF',
    'passwd pirate',
    `usermod -p '${OWN_HASH}' pirate`,
    'usermod -pHASH pirate',
    'usermod --lock pirate',
    'userdel -r pirate',
    'chage -E 0 pirate',
    "usermod '--lock' pirate",
    `python3 -c "import subprocess as s; s.run(['usermod', '-L', 'pirate'])"`,
    'F=/etc/shadow; sed -i /^pirate:/d $F',
    'cd /etc && sed -i s/^pirate:[^:]*/pirate:!/ shadow',
    "sed -i '/^pirate:/s#/bin/bash#/usr/sbin/nologin#' /etc/passwd",
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

/** Commands that are about no password of the system's, whatever their words. */
const ORDINARY = [
  'printf "ann:$(openssl passwd -apr1 x)\\n" >>/tmp/htpasswd',
  `curl --max-time 1 -d '{"user": "ann", "passwd": "x"}' http://127.0.0.1:1/ || true`,
  'getent   passwd pirate',
  'cp -a /etc/shadow /tmp/shadow.bak',
  'passwd -S pirate',
  'gpasswd -a pirate docker && deluser pirate docker',
  'usermod -aG docker pirate',
  'mount -o remount,rw /boot/firmware || true',
];

/** Programs that are on the board already, and fail before they come to its password. */
const ON_BOARD: [what: string, path: string, content: string | Buffer, userData: string][] = [
  [
    'a script in Latin-1 on the boot partition',
    '/boot/firmware/setup.sh',
    Buffer.from('#!/bin/sh\n# Für pirate\nfalse && echo pirate:x | chpasswd\ntrue\n', 'latin1'),
    '#cloud-config\nruncmd: [sh /boot/firmware/setup.sh]\n',
  ],
  [
    'a script with a blank in its name',
    '/boot/firmware/my\\ setup.sh',
    'false && passwd pirate\ntrue\n',
    '#cloud-config\nruncmd: ["sh /boot/firmware/my\\\\ setup.sh"]\n',
  ],
  [
    'one of all scripts on the boot partition',
    '/boot/firmware/first/a.sh',
    'false && passwd pirate\ntrue\n',
    '#cloud-config\nruncmd: ["find /boot/firmware -name \'*.sh\' -exec sh {} +"]\n',
  ],
  [
    'a script on the boot partition',
    '/boot/firmware/setup.sh',
    'set -e\nfalse\npasswd -l pirate\n',
    '#cloud-config\nruncmd: [[bash, /boot/firmware/setup.sh]]\n',
  ],
  [
    'a script in a folder of the boot partition that is mounted elsewhere',
    '/boot/firmware/first/Setup.sh',
    'false && echo pirate:secret | chpasswd\n',
    '#cloud-config\nruncmd: ["mount LABEL=HypriotOS /mnt && sh /mnt/first/setup.sh"]\n',
  ],
  [
    'a script on the boot partition that a script calls',
    '/boot/firmware/setup.sh',
    'false && passwd pirate\n',
    '#!/bin/sh\nsh /boot/firmware/setup.sh\n',
  ],
  [
    'a script on the boot partition that a file of write_files calls',
    '/boot/firmware/setup.sh',
    'false && passwd pirate\n',
    `${writes('/root/a', '. /boot/firmware/setup.sh')}runcmd: [sh /root/a]\n`,
  ],
  [
    'a program in the image',
    '/usr/local/bin/first-setup',
    'false && passwd pirate\n',
    '#cloud-config\nruncmd: [first-setup]\n',
  ],
  ['a script of somebody', '/opt/a/setup', 'false && passwd pirate\n', '#cloud-config\nbootcmd: [sh /opt/a/setup]\n'],
];

/** Commands of the users'. */
export const COMMANDS: Story[] = [
  ...FAILING.map(([what, userData]): Story => [
    `${what} was to change the password and did not: it stays locked`,
    userData,
    [
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ]),
  ...ON_BOARD.map(([what, path, content, userData]): Story => [
    `${what} was to change the password and did not: it stays locked`,
    userData,
    [
      [puts(path, content), null],
      ['start', LOCKED],
      ['end', LOCKED],
      [`sh rm ${path}`, null],
    ],
  ]),
  ...ORDINARY.map((command): Story => [
    `an ordinary command leaves it as it was in the end: ${command.split('\n')[0]}`,
    `#cloud-config\nruncmd:\n  - ${JSON.stringify(command)}\n`,
    [
      [puts('/boot/firmware/firstrun.sh', '#!/bin/sh\necho pirate:x | chpasswd\n'), null],
      ['start', null],
      ['end', AS_BUILT],
    ],
  ]),
  [
    'a script on the boot partition that nobody calls is no reason for anything',
    '#cloud-config\nruncmd: ["sed -i s/a/a/ /boot/firmware/config.txt || true"]\n',
    [
      [puts('/boot/firmware/firstrun.sh', '#!/bin/sh\necho pirate:x | chpasswd\n'), null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
    ],
  ],
  [
    'a path that is too long for a file is ignored',
    `#cloud-config\nruncmd: ["true /opt/${'a'.repeat(5000)}/x"]\n`,
    [['start', AS_BUILT]],
  ],
  [
    'a condition of the end was to change the password and did not',
    '#cloud-config\npower_state: { mode: reboot, condition: "false && passwd pirate" }\n',
    [
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ],
  [
    'a script on the boot partition that is not about accounts leaves them alone',
    '#cloud-config\nruncmd: [sh /boot/firmware/setup.sh, "sed -i s/a/a/ /boot/firmware/config.txt"]\n',
    [
      [puts('/boot/firmware/setup.sh', '#!/bin/sh\necho ahoy\n'), null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
    ],
  ],
  [
    'a program on the boot partition that cannot be looked into has not ended: the password opens nothing',
    '#cloud-config\nruncmd: [/boot/firmware/setup]\n',
    [
      [`sh printf '\\177ELF\\0' >/boot/firmware/setup`, null],
      ['start', LOCKED],
      ['end', AS_BUILT],
    ],
  ],
  [
    'a command empties its field: it stays locked',
    '#cloud-config\nbootcmd: ["sed -i \'s/^pirate:[^:]*:/pirate:!:/\' /etc/shadow"]\n',
    [
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ],
  [
    'a command in a block made an account: the known password opens nothing any more, and nothing before',
    `#cloud-config\nruncmd:\n  - ${JSON.stringify(`set -e\nuseradd -m -p '${OWN_HASH}' mara\n`)}\n`,
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
    'a command that never ends adds somebody to a group, and locks another account: the password stays',
    '#cloud-config\nruncmd: [adduser pirate video; passwd -l root; sleep infinity]\n',
    [
      ['start', AS_BUILT],
      ['off', AS_BUILT],
      ['start', AS_BUILT],
    ],
  ],
  [
    'a command made an account with an unusual id',
    `#cloud-config\nruncmd: ["useradd -m -u 60001 -p '${OWN_HASH}' mara"]\n`,
    [
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ],
  [
    'a command made an account with a key in another file',
    `#cloud-config\nruncmd: ["useradd -m mara; mkdir ~mara/.ssh; echo ${KEY} >~mara/.ssh/authorized_keys2"]\n`,
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
];
