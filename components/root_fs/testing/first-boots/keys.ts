import { dirname } from 'node:path';
import { AS_BUILT, KEY, KNOWN_PIRATE, LOCKED, OWN_HASH, type Story, USER_DATA } from './user-data';

const ISSUE = '/run/issue.d/*.issue';
const FILE = '/home/pirate/.ssh/authorized_keys';
const SETTINGS = '/etc/ssh/sshd_config.d/50-test.conf';
/** As cloud-init does when it has made the accounts. */
const written = (permissions: string) =>
  `#cloud-config\nwrite_files:\n  - { path: ${FILE}, content: ${KEY}, owner: 'pirate:pirate', permissions: '${permissions}', defer: true }\n`;
const WITH_KEY = `#cloud-config\nssh_authorized_keys: [${KEY}]\n`;

/** SSH keys of the built-in account. */
export const KEYS: Story[] = [
  [
    'a file that is written last gives the account a key: its known password stays locked',
    written('0600'),
    [
      ['start', LOCKED],
      ['end', LOCKED],
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ],
  [
    'the SSH server does not take the key: the known password is needed',
    written('0666'),
    [
      ['start', LOCKED],
      ['end', AS_BUILT],
    ],
  ],
  [
    'the SSH server does not run: the known password is needed',
    `${WITH_KEY}enable_ssh: false\n`,
    [
      ['start', LOCKED],
      ['end', AS_BUILT],
      ['start', AS_BUILT],
    ],
  ],
  [
    'the SSH server keeps the account out: the known password is needed',
    `${WITH_KEY}write_files: [{ path: ${SETTINGS}, content: AllowUsers mara }]\n`,
    [
      ['start', LOCKED],
      ['end', AS_BUILT],
    ],
  ],
  [
    'the key only runs a command: the known password is needed',
    `#cloud-config\nssh_authorized_keys: ['restrict,command="rsync" ${KEY}']\n`,
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
    ],
  ],
  [
    'a command gives the account a key: its known password stays locked',
    `#cloud-config\nruncmd: ["cd ~pirate && mkdir -p .ssh && echo '${KEY}' >.ssh/authorized_keys"]\n`,
    [
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ],
  [
    'the image has the key: the account is as it was built',
    '#cloud-config\nhostname: reef\n',
    [
      [`sh echo '# ${KEY}' >>/usr/lib/hypriotos/user-data; mkdir ${dirname(FILE)}; echo '${KEY}' >${FILE}`, null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ["sh sed -i '$d' /usr/lib/hypriotos/user-data", null],
    ],
  ],
  [
    'somebody adds a key when the first boot has ended: the account stays as it is',
    KNOWN_PIRATE,
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [`sh mkdir ${dirname(FILE)}; echo '${KEY}' >${FILE}`, null],
      ['start', AS_BUILT],
    ],
  ],
  [
    'the image has a password that nobody else knows: that one stays, beside a key',
    WITH_KEY,
    [
      [`sh cp /usr/lib/hypriotos/built-in-account /tmp/noted; usermod -p '${OWN_HASH}' pirate`, null],
      [`sh echo 'pirate:${OWN_HASH}' >/usr/lib/hypriotos/built-in-account`, null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ['sh mv /tmp/noted /usr/lib/hypriotos/built-in-account', null],
    ],
  ],
  ...(
    [
      ['beside the entry of an account', `${KNOWN_PIRATE}ssh_authorized_keys: [${KEY}]\n`, ''],
      ['in meta-data', KNOWN_PIRATE, `public-keys: [${KEY}]`],
    ] as const
  ).map(([place, userData, metaData]): Story => [
    `a key ${place} goes to nobody: that is said, until it is corrected`,
    userData,
    [
      [`sh echo '${metaData}' >>/boot/firmware/meta-data`, null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [
        `sh ! grep -rq '${KEY}' /home/pirate && grep 'Nobody gets .*: cloud-init has it for its user .default.' ${ISSUE}`,
        null,
      ],
      [`sh sed -i 's/name: pirate/name: default/' ${USER_DATA}`, null],
      ['start', null],
      ['end', AS_BUILT],
      [`sh grep -rq '${KEY}' /home/pirate && ! grep 'Nobody gets' ${ISSUE}`, null],
      ['sh sed -i /public-keys/d /boot/firmware/meta-data', null],
    ],
  ]),
];
