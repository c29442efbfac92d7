import { AS_BUILT, KNOWN_PIRATE, LOCKED, OWN_HASH, RENAMED_IN_WORDS, writes, type Story } from './user-data';

const OWN = `#cloud-config\nusers: [{ name: pirate, lock_passwd: false, passwd: "${OWN_HASH}" }]\n`;
const SAYS_NOTHING: Story[2][number] = ['sh ! ls /run/issue.d/*.issue', null];
/** As HypriotOS's own data were, with keys of a user that belong outside. */
const stock = (outside: string) =>
  RENAMED_IN_WORDS.replace('davy', 'pirate').replace('\nssh_pwauth: true', `    ${outside.replace('\n', '\n    ')}`);
const isPirate = (sudo: string) => stock('ssh_pwauth: true').replace('ALL=(ALL) NOPASSWD:ALL', sudo);

/** Data as people write them: nothing is said, and nobody shut out, where they mean what cloud-init makes of them. */
export const AS_MEANT: Story[] = [
  ...[
    ['in a comment', `${OWN}# für Mara\n`],
    ['in a file', `${OWN}${writes('/etc/sensor', '21 °C').split('\n').slice(1).join('\n')}`],
    ['in a template', `## template: jinja\n${OWN}# für {{ v1.local_hostname }}\n`],
    ['with lines of Windows', `${OWN}# für Mara\n`.replaceAll('\n', '\r\n')],
  ].map(([where, userData]): Story => [
    `other letters than those of ASCII, ${where}`,
    userData!,
    [['start', ['pirate 1000 own']], ['end', ['pirate 1000 own']], SAYS_NOTHING],
  ]),
  [
    'other letters, in a script',
    '#!/bin/sh\necho für >/etc/greeting\n',
    [['start', AS_BUILT], ['end', AS_BUILT], SAYS_NOTHING],
  ],
  [
    "HypriotOS's own data, with keys of a user that belong outside and change nothing",
    stock('ssh_pwauth: true\nchpasswd: { expire: false }'),
    [['start', AS_BUILT], ['end', AS_BUILT], SAYS_NOTHING],
  ],
  ...['ssh_pwauth: false', 'chpasswd: { expire: true }', 'chpasswd: { list: "pirate:harbour" }'].map((key): Story => [
    `a key of a user that belongs outside, and would change something there: ${key}`,
    stock(key),
    [
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ]),
  ...[
    'users:\n  name: mara\n  lock_passwd: false\n',
    'users:\n  name: pirate\n  lock_passwd: false\n  plain_text_passwd: harbour\n',
    'users: { mara: "ALL=(ALL) NOPASSWD:ALL" }\n',
  ].map((users): Story => [
    `the dash of an entry of users is missing: ${users.trim()}`,
    `#cloud-config\n${users}`,
    [
      ['start', LOCKED],
      ['end', LOCKED],
      ['sh grep "users without dashes" /run/issue.d/*.issue', null],
    ],
  ]),
  [
    'a mapping of users that cloud-init takes',
    `#cloud-config\nusers: { default: false, pirate: { lock_passwd: false, passwd: "${OWN_HASH}" } }\n`,
    [['start', ['pirate 1000 own']], SAYS_NOTHING],
  ],
  ...[
    ['ALL=(ALL) NOPASSWD:ALL', 'root'],
    ['ALL=(ALL) ALL', 'sudo: a password is required'],
    ['false', 'sudo: a password is required'],
  ].map(([sudo, answer]): Story => [
    `the account's sudo: ${sudo}`,
    isPirate(sudo!),
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [`sh runuser -u pirate -- sudo -n id -un 2>&1 | grep -x '${answer}'`, null],
      SAYS_NOTHING,
    ],
  ]),
  [
    'keys of a user that cloud-init passes over, and that somebody meant to log in by',
    `${KNOWN_PIRATE}  - { name: mara, pasword: harbour, ssh_authorized_key: ssh-ed25519 AAAA }\n`,
    [
      ['start', ['mara 1001 locked', ...LOCKED]],
      [
        'sh grep "does not know pasword and ssh_authorized_key of a user (mara): hashed_passwd" /run/issue.d/*.issue',
        null,
      ],
    ],
  ],
  [
    'a key of a user that is about nothing of that',
    `${OWN.replace('{ name', '{ comment: x, name')}`,
    [
      ['start', null],
      ['sh ! grep "does not know" /run/issue.d/*.issue', null],
    ],
  ],
];
