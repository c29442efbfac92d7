import { GZIP_IN_MIME } from './forms';
import {
  AS_BUILT,
  KNOWN_PIRATE,
  LOCKED,
  MARA,
  MARA_ALONE,
  USER_DATA,
  MARA_INSTEAD,
  MARA_WITH_PASSWORD,
  OWN_HASH,
  OTHER_HASH,
  type Story,
} from './user-data';

/** Files on the boot partition that are wrong, and what is said and done until they are right. */
export const CORRECTIONS: Story[] = [
  [
    'the group of the built-in account is the primary group of another one: it stays',
    `#cloud-config\nusers:\n  - { name: davy, primary_group: pirate, lock_passwd: false, hashed_passwd: ${OWN_HASH} }\n`,
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
  [
    'a part in MIME is packed by gzip: nothing is said of it',
    GZIP_IN_MIME,
    [
      ['start', MARA_ALONE],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
  [
    'a date in the future is not quoted: it closes nothing',
    KNOWN_PIRATE.replace('lock_passwd', 'expiredate: 2999-09-01, lock_passwd'),
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
    ],
  ],
  [
    "the account of a service is made, and another command fails: that is nobody's login",
    `${KNOWN_PIRATE}runcmd:\n  - useradd --system --shell /usr/sbin/nologin tide\n  - 'false'\n`,
    [
      ['start', null],
      ['end', AS_BUILT],
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
    `#cloud-config\nusers: [{ name: mara, lock_passwd: false, passwd: ${OTHER_HASH} }]\n`,
    [
      ['start', ['mara 1000 own']],
      ['cut', null],
      [MARA_WITH_PASSWORD, null],
      ['start', ['mara 1000 own']],
      [`sh grep -F 'mara:${OWN_HASH}:' /etc/shadow`, null],
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
    `#cloud-config\nusers: [{ name: mara, lock_passwd: false, passwd: ${OWN_HASH} }]\n`,
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
    'the boot partition cannot be mounted: cloud-init is left out, and what is on it may name others',
    MARA,
    [
      ['sh echo "LABEL=none /boot/firmware vfat defaults 0 0" >>/etc/fstab', null],
      ['start', LOCKED],
      ['sh sed -i /firmware/d /etc/fstab; grep "cannot be mounted" /run/issue.d/*.issue', null],
      ['start', MARA_ALONE],
    ],
  ],
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
      [
        'sh grep "Not all of user-data could be read[.] The first line .* has to be #cloud-config" /run/issue.d/*.issue',
        null,
      ],
    ],
  ],
  [
    'YAML ends in the middle of a file: its line is named, and not what is there',
    MARA.replace('lock_passwd: true', '\tpasswd: lagoon'),
    [
      ['start', LOCKED],
      [
        'sh grep "Line 4 of user-data is indented with a tab" /run/issue.d/*.issue && ! grep lagoon /run/issue.d/*',
        null,
      ],
    ],
  ],
  ...[
    ['UTF-16', 'is in UTF-16', `printf '\\377\\376'; iconv --to-code=UTF-16LE ${USER_DATA}`],
    ['UTF-8 with a mark', 'begins with a byte order mark', `printf '\\357\\273\\277'; cat ${USER_DATA}`],
  ].map(([encoding, said, commands]): Story => [
    `the user-data were saved as ${encoding}: that is what is said`,
    MARA,
    [
      [`sh { ${commands}; } >/tmp/other; cp /tmp/other ${USER_DATA}`, null],
      ['start', LOCKED],
      [
        `sh grep "user-data ${said}.*: save it as UTF-8" /run/issue.d/*.issue && ! grep "first line" /run/issue.d/*`,
        null,
      ],
    ],
  ]),
  ...['network-config', 'meta-data'].map((file): Story => [
    `${file} is no YAML: it is said`,
    '',
    [
      [`sh echo 'a: [' >/boot/firmware/${file}`, null],
      ['start', null],
      [`sh grep "${file}" /run/issue.d/hypriotos-user-data-unread.issue`, null],
    ],
  ]),
  [
    'the network is left to a program that is not there: it is said',
    '',
    [
      [
        'sh printf "version: 2\\nrenderer: NetworkManager\\nethernets: { eth0: { dhcp4: true } }\\n" >/boot/firmware/network-config',
        null,
      ],
      ['start', AS_BUILT],
      ['sh grep "configured for NetworkManager, which is not installed" /run/issue.d/*.issue', null],
    ],
  ],
  [
    'netplan refuses the configuration of the network: it is said, until it is right',
    '',
    [
      ['sh printf "version: 2\\nethernets: { eth0: { dhcp4: maybe } }\\n" >/boot/firmware/network-config', null],
      ['start', AS_BUILT],
      ['sh grep "no network, because netplan .*50-cloud-init.yaml:.*invalid boolean value" /run/issue.d/*.issue', null],
      ['end', AS_BUILT],
      ['start', AS_BUILT],
      ['sh grep "no network" /run/issue.d/*.issue', null],
      ['sh sed -i s/maybe/true/ /boot/firmware/network-config', null],
      ['start', AS_BUILT],
      ['sh ! ls /run/issue.d/*.issue; grep "others now" /run/hypriotos/first-boot', null],
    ],
  ],
  [
    'an account could not be made, and somebody makes it by hand: it is no longer said',
    '#cloud-config\nusers: [default, { name: mara, uid: 0 }]\n',
    [
      ['start', LOCKED],
      ['end', LOCKED],
      ['sh grep "The account mara could not be made" /run/issue.d/*.issue && useradd mara', null],
      ['start', null],
      ['sh ! ls /run/issue.d/hypriotos-user-data-unread.issue', null],
    ],
  ],
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
  ...['042', 'Davy Jones'].map((name): Story => [
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
    'its password was locked, and the user-data are corrected with one for a new account',
    '#cloud-config\nUsers: [mara]\nhostname: [\n',
    [
      ['start', LOCKED],
      ['end', LOCKED],
      [
        `sh printf '#cloud-config\\nusers: [{ name: pirate, lock_passwd: false, passwd: "${OWN_HASH}" }]\\n' >${USER_DATA}`,
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
