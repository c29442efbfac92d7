import { AS_BUILT, KEY, LOCKED, MARA_ALONE, RENAMED, USER_DATA, writes, OWN_HASH, type Story } from './user-data';

const FAILS_FOR_DAVY = `cat >/usr/local/bin/chpasswd <<'EOF'
#!/bin/bash
input=$(cat)
[[ $input == davy:[*]* ]] && { echo locked by another >&2; exit 1; }
exec /usr/sbin/chpasswd "$@" <<<"$input"
EOF
chmod +x /usr/local/bin/chpasswd`;

/** The password that the image was built with, in the hands of others. */
export const KNOWN_PASSWORD: Story[] = [
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
      [`sh sed -i 's/hashed_passwd:.*/hashed_passwd: ${OWN_HASH}/' ${USER_DATA}`, null],
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
  ...['@KNOWN@', 'hypriot'].map((password): Story => [
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
  ].map((command): Story => [
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
      [`sh sed -i 's/pirate/davy/; s/hashed_passwd:.*/passwd: ${OWN_HASH}/' ${USER_DATA}`, null],
      ['sh echo instance-id: other >/boot/firmware/meta-data', null],
      ['start', ['davy 1000 own', 'pirate 1001 locked']],
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
      [`sh sed -i 's/hashed_passwd:.*/ssh_authorized_keys: [${KEY}]/' ${USER_DATA}`, null],
      ['start', ['davy 1000 locked']],
      ['end', ['davy 1000 locked']],
      [`sh ! ls /run/issue.d/*.issue; echo '# later' >>${USER_DATA}`, null],
      ['start', ['davy 1000 locked']],
      ['end', ['davy 1000 locked']],
      ['sh test "$(grep -c once /tmp/keyed)" = 2', null],
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
    `#cloud-config\nbootcmd: ["echo davy:hypriot | chpasswd; echo pirate:hypriot | chpasswd; true"]\nusers: [default, { name: davy, ssh_authorized_keys: [${KEY}] }]\n`,
    [
      ['start', ['davy 1001 locked', ...LOCKED]],
      ['end', ['davy 1001 locked', ...LOCKED]],
      ['start', ['davy 1001 locked', ...LOCKED]],
      ['end', ['davy 1001 locked', ...LOCKED]],
      ['start', ['davy 1001 locked', ...LOCKED]],
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
    'only its hash was configured: nobody but its owner knows it, and no other account has it',
    '#cloud-config\nhostname: reef\n',
    [
      [
        `sh cp /usr/lib/hypriotos/built-in-account /tmp/noted; usermod -p '${OWN_HASH}' pirate; echo "pirate:*" >/usr/lib/hypriotos/built-in-account`,
        null,
      ],
      ['start', ['pirate 1000 own']],
      ['end', ['pirate 1000 own']],
      ["sh ! grep -s 'is locked' /run/issue.d/*.issue && grep '^daemon:[*]:' /etc/shadow", null],
      ['sh mv /tmp/noted /usr/lib/hypriotos/built-in-account', null],
    ],
  ],
  ...[
    [OWN_HASH, 'locked'],
    ['*', 'own'],
  ].map(([noted, password]): Story => [
    `HypriotOS's own password is given on an image with another one (noted: ${noted!.length}): nobody gets it`,
    '#cloud-config\nusers:\n  - { name: pirate, lock_passwd: false, plain_text_passwd: hypriot }\n  - { name: mara, lock_passwd: false, plain_text_passwd: hypriot }\n',
    [
      [`sh cp /usr/lib/hypriotos/built-in-account /tmp/noted; usermod -p '${OWN_HASH}' pirate`, null],
      [`sh echo 'pirate:${noted}' >/usr/lib/hypriotos/built-in-account`, null],
      ['start', ['mara 1001 locked', `pirate 1000 ${password}`]],
      ['end', ['mara 1001 locked', `pirate 1000 ${password}`]],
      ["sh grep 'Everybody knows the password hypriot' /run/issue.d/*.issue", null],
      ['sh mv /tmp/noted /usr/lib/hypriotos/built-in-account', null],
    ],
  ]),
  [
    "HypriotOS's own password is given to the built-in account of an image with another one: that one stays",
    '#cloud-config\nusers:\n  - { name: pirate, lock_passwd: false, plain_text_passwd: hypriot }\n',
    [
      [`sh cp /usr/lib/hypriotos/built-in-account /tmp/noted; usermod -p '${OWN_HASH}' pirate`, null],
      [`sh echo 'pirate:${OWN_HASH}' >/usr/lib/hypriotos/built-in-account`, null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ["sh grep -F 'pirate:$6$reef4$' /etc/shadow", null],
      ['sh mv /tmp/noted /usr/lib/hypriotos/built-in-account', null],
    ],
  ],
  ...['hashed_passwd: "@KNOWN@"', 'plain_text_passwd: hypriot'].map((password): Story => [
    `root has the known password: its own lock, as everybody's (${password})`,
    `#cloud-config\nusers: [default, { name: root, lock_passwd: false, ${password} }]\n`,
    [
      ['start', LOCKED],
      ["sh grep '^root:[*!]' /etc/shadow", null],
    ],
  ]),
];
