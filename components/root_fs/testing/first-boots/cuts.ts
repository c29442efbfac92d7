import {
  AS_BUILT,
  KNOWN_PIRATE,
  LOCKED,
  MARA,
  MARA_ALONE,
  MARA_INSTEAD,
  OWN_HASH,
  STARTED_TEN_TIMES,
  type Step,
  USER_DATA,
  type Story,
} from './user-data';

const OWN_MARA = ['mara 1000 own'];

/** The power goes, or the system goes off, before the first boot has come to its end. */
export const CUTS: Story[] = [
  [
    'the first boot never comes to its end: the account is as it was found before, without cloud-init',
    KNOWN_PIRATE,
    [
      ['start', AS_BUILT],
      [STARTED_TEN_TIMES, null],
      ['start', AS_BUILT],
      ['cut', null],
      ['start', AS_BUILT],
      ['sh ! ls /run/issue.d/*nobody.issue', null],
    ],
  ],
  [
    'the first boot never comes to its end, and has not got to the accounts of other data: the known password is locked',
    KNOWN_PIRATE,
    [
      ['start', AS_BUILT],
      [MARA_INSTEAD, null],
      [STARTED_TEN_TIMES, null],
      ['start', LOCKED],
      ['sh grep "Nobody can log in: cloud-init does not run in this start" /run/issue.d/*.issue', null],
      [`sh echo >>${USER_DATA}`, null],
      ['start', MARA_ALONE],
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
  ...['@KNOWN@', 'hypriot'].map((password): Story => [
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
  ].map(([when, how]): Story => [
    `the power goes while an account is made, ${when}: it is made anew`,
    `#cloud-config\nusers: [{ name: mara, groups: [video], lock_passwd: false, passwd: ${OWN_HASH} }]\n`,
    [
      ['start', ['mara 1000 own']],
      [`sh ${how}; rm /var/lib/hypriotos/given-passwords`, null],
      ['cut', null],
      ['start', ['mara 1000 own']],
      ['sh id -Gn mara | grep video; test "$(stat -c %U ~mara ~mara/.bashrc | xargs)" = "mara mara"', null],
    ],
  ]),
  ...(['off', 'cut'] as const).flatMap((end) =>
    ['user-data', 'meta-data', '{user-data,meta-data,network-config}'].map((files): Story => {
      const ended = end === 'off' ? 'the system goes off' : 'the power goes';
      const deletes = JSON.stringify(`rm -f /boot/firmware/${files}`);
      return [
        `the user's commands delete ${files}, and ${ended}: the first boot goes by what they said`,
        `#cloud-config\nusers: [{ name: mara, lock_passwd: false, passwd: ${OWN_HASH} }]\nruncmd: [[bash, -c, ${deletes}], echo once >>/root/runs]\n`,
        [
          ['sh rm -f /root/runs', null],
          [
            'sh printf "network: { version: 2, wifis: { wlan0: { access-points: { reef: { password: harbour1 } } } } }\\n" >/boot/firmware/network-config',
            null,
          ],
          ['start', OWN_MARA],
          ['most', OWN_MARA],
          [end, OWN_MARA],
          ['start', OWN_MARA],
          ['end', OWN_MARA],
          [
            `sh grep reef /etc/netplan/*.yaml && test $(wc -l </root/runs) = ${end === 'off' ? 1 : 2} && ! ls /run/issue.d/*`,
            null,
          ],
          ['start', OWN_MARA],
          ['sh ! grep -rs ^pirate /etc/sudoers.d', null],
        ],
      ];
    }),
  ),
  [
    "the user's commands delete user-data, and others are written: the first boot begins again",
    `#cloud-config\nusers: [{ name: mara, lock_passwd: false, passwd: ${OWN_HASH} }]\nruncmd: [rm ${USER_DATA}]\n`,
    [
      ['start', OWN_MARA],
      ['most', null],
      ['off', null],
      ['start', OWN_MARA],
      ['off', null],
      [`sh printf '#cloud-config\\nusers: [{ name: kiosk }]\\n' >${USER_DATA}`, null],
      ['start', ['kiosk 1001 locked', ...OWN_MARA]],
      ['end', ['kiosk 1001 locked', ...OWN_MARA]],
    ],
  ],
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
    'a password that was set by hand outlives the repetition of the same data',
    `#cloud-config\nusers: [{ name: mara, lock_passwd: false, hashed_passwd: ${OWN_HASH} }]\nchpasswd: { expire: false, users: [{ name: mara, password: harbour, type: text }] }\n`,
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
  ...(['cut', 'off'] as const).map((end): Story => [
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
];
