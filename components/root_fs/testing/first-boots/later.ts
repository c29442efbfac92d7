import {
  AS_BUILT,
  KEY,
  KNOWN_PIRATE,
  LOCKED,
  MARA_ALONE,
  MARA_INSTEAD,
  USER_DATA,
  type Step,
  type Story,
} from './user-data';

const OTHER_INSTANCE: Step = 'sh echo instance-id: other >/boot/firmware/meta-data';
const TORN_KEY = KEY.replace('UlNUVVZXWFlaW1xdXl9g', '');
/** Another hash of the known password. */
const ALSO_KNOWN = '$5$Sa1tSa1t$';

/** What one first boot has decided, and later ones with other data, or with none. */
export const LATER: Story[] = [
  [
    'a command has people of a domain log in: the account is locked when it has ended',
    '#cloud-config\nruncmd: ["sed -i \'/^passwd:/s/$/ sss/\' /etc/nsswitch.conf"]\n',
    [
      ['start', AS_BUILT],
      ['end', LOCKED],
      ["sh sed -i 's/ sss$//' /etc/nsswitch.conf", LOCKED],
    ],
  ],
  ...['passwd -l pirate', 'usermod -L pirate'].flatMap((command): Story[] => [
    [
      `a command has locked the account (${command}), and the user-data are deleted: it stays locked`,
      `#cloud-config\nssh_authorized_keys: ['${KEY}']\nruncmd: [${command}]\n`,
      [
        ['start', null],
        ['end', LOCKED],
        [`sh rm ${USER_DATA}`, null],
        ['start', LOCKED],
        ['end', LOCKED],
      ],
    ],
    [
      `a command has locked the account (${command}), and later data are without it: it stays locked`,
      `${KNOWN_PIRATE}runcmd: [${command}]\n`,
      [
        ['start', null],
        ['end', LOCKED],
        [`sh sed -i /runcmd/d ${USER_DATA}`, null],
        [OTHER_INSTANCE, null],
        ['start', LOCKED],
        ['end', LOCKED],
      ],
    ],
  ]),
  [
    'the account is removed, and the user-data are deleted: the system stays as it is, with its network and what each start runs',
    '#cloud-config\nusers: [{ name: kiosk }]\nbootcmd: [echo >>/root/starts]\n',
    [
      [
        'sh rm -f /root/starts; printf "network: { version: 2, wifis: { wlan0: { access-points: { reef: { password: harbour1 } } } } }\\n" >/boot/firmware/network-config',
        null,
      ],
      ['start', ['kiosk 1000 locked']],
      ['end', ['kiosk 1000 locked']],
      [`sh rm /boot/firmware/{user-data,meta-data,network-config}`, null],
      ['start', ['kiosk 1000 locked']],
      ['end', ['kiosk 1000 locked']],
      ['sh grep reef /etc/netplan/*.yaml && test $(wc -l </root/starts) = 2 && ! ls /run/issue.d/*unread.issue', null],
      ['sh echo instance-id: other >/boot/firmware/meta-data', null],
      [MARA_INSTEAD, null],
      ['start', ['kiosk 1000 locked', 'mara 1001 locked']],
    ],
  ],
  [
    'data that locked the account are deleted: what was said of them stands',
    '#cloud-config\nhostname: [reef\n',
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ['sh cat /run/issue.d/*.issue >/tmp/before; rm /run/issue.d/*', null],
      [`sh rm ${USER_DATA}`, null],
      ['start', AS_BUILT],
      ['sh cat /run/issue.d/*.issue | cmp - /tmp/before', null],
    ],
  ],
  [
    'the account is removed, and the user-data are empty after a fault of the card: it is made again, locked',
    '#cloud-config\nusers: [{ name: kiosk }]\n',
    [
      ['start', ['kiosk 1000 locked']],
      ['end', ['kiosk 1000 locked']],
      [`sh : >${USER_DATA}`, null],
      [OTHER_INSTANCE, null],
      ['start', ['kiosk 1000 locked', 'pirate 1001 locked']],
    ],
  ],
  [
    'the account has never been given up, and the user-data are deleted: it stays as it is',
    KNOWN_PIRATE,
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [`sh rm ${USER_DATA}`, null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
    ],
  ],
  [
    'cloud-init has locked the account, by a key that is torn, and then its own data are put back: it is as it was built',
    `#cloud-config\nusers: [{ name: pirate, ssh_authorized_keys: ['${TORN_KEY}'] }]\n`,
    [
      ['start', LOCKED],
      ['end', LOCKED],
      ['sh grep "Nobody can log in" /run/issue.d/*.issue', null],
      [`sh printf '#cloud-config\\nusers: [{ name: pirate, lock_passwd: false }]\\n' >${USER_DATA}`, null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
  [
    'the data lock the account, and later ones say nothing about accounts: it stays locked',
    `#cloud-config\nusers: [{ name: pirate, lock_passwd: true, ssh_authorized_keys: ['${KEY}'] }]\n`,
    [
      ['start', LOCKED],
      ['end', LOCKED],
      [`sh printf '#cloud-config\\nhostname: reef\\n' >${USER_DATA}`, null],
      [OTHER_INSTANCE, null],
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ],
  [
    'somebody has locked the account by hand, and later data unlock it: it stays locked',
    KNOWN_PIRATE,
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ['sh usermod -L pirate', LOCKED],
      [OTHER_INSTANCE, null],
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ],
  [
    'the data have another hash of the known password, for the account itself: that is the same password',
    '',
    [
      [
        `sh hash=$(openssl passwd -5 -salt Sa1tSa1t hypriot); printf '#cloud-config\\nusers: [{ name: pirate, lock_passwd: false, passwd: "%s" }]\\n' "$hash" >${USER_DATA}; grep -qF '${ALSO_KNOWN}' ${USER_DATA}`,
        null,
      ],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
  [
    'an account gets another hash of the known password by a correction: it opens nothing',
    '#cloud-config\nusers: [{ name: mara }]\n',
    [
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      [
        `sh printf '#cloud-config\\nusers: [{ name: mara, lock_passwd: false, passwd: "%s" }]\\n' "$(openssl passwd -5 hypriot)" >${USER_DATA}`,
        null,
      ],
      ['start', MARA_ALONE],
      ['sh grep -q "The password of mara is locked" /run/issue.d/*.issue', null],
    ],
  ],
];
