import {
  AS_BUILT,
  KEY,
  KNOWN_PIRATE,
  LOCKED,
  MARA,
  MARA_ALONE,
  OWN_HASH,
  RENAMED,
  USER_DATA,
  type Step,
  type Story,
} from './user-data';

const ISSUE = '/run/issue.d/*.issue';
const says = (text: string): Step => `sh grep "${text}" ${ISSUE}`;
/** The image's own user-data, whose password was taken out or emptied, and a key written in its place. */
const WITH_KEY = RENAMED.replaceAll('davy', 'pirate').replace(/ {4}hashed_passwd: .*\n/, '');

const MISNAMED = [
  'user-data.txt',
  'user-data.yml',
  'user-data.yaml.txt',
  'User_Data',
  'userdata',
  'user-data (1)',
  'user-data (2).txt',
  'cloud-init.yaml',
  'cloud-config.yml',
];

/** Data that are well meant, and mean something else: by the name of a file, by what is left out, by YAML. */
export const MISREAD: Story[] = [
  ...MISNAMED.map((name): Story => [
    `the data are in ${name}: the known password is locked until the file has the right name`,
    KNOWN_PIRATE,
    [
      [`sh cp /tmp/mara '/boot/firmware/${name}'; cp ${USER_DATA} /usr/lib/hypriotos/user-data`, null],
      ['start', LOCKED],
      ['end', LOCKED],
      [says(`cloud-init does not read ${name}: its name has to be user-data`), null],
      [`sh mv '/boot/firmware/${name}' ${USER_DATA}`, null],
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      [`sh ! grep "cloud-init does not" ${ISSUE}`, null],
    ],
  ]),
  [
    'a copy of the data has another name: that is said, and no more',
    KNOWN_PIRATE,
    [
      [`sh cp ${USER_DATA} ${USER_DATA}.txt; cp ${USER_DATA} /usr/lib/hypriotos/user-data`, null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [says('cloud-init does not read user-data.txt'), null],
      [`sh rm ${USER_DATA}.txt`, null],
      ['start', AS_BUILT],
      [`sh ! ls ${ISSUE}`, null],
    ],
  ],
  ...[
    ['userconf.txt', `mara:${OWN_HASH}`],
    ['custom.toml', `[user]\nname = "mara"\npassword = "${OWN_HASH}"`],
  ].map(([name, text]): Story => [
    `the account is in ${name}, a file of Raspberry Pi OS: that is said, and the known password locked`,
    KNOWN_PIRATE,
    [
      [`sh cat >/boot/firmware/${name} <<'END'\n${text}\nEND`, null],
      ['start', LOCKED],
      ['end', LOCKED],
      [says(`Nothing reads ${name}, a file of another system: write the same into user-data`), null],
      [`sh ! grep "could be read" ${ISSUE}`, null],
      [`sh rm /boot/firmware/${name}; cp /tmp/mara ${USER_DATA}`, null],
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      [`sh ! grep "Nothing reads" ${ISSUE}`, null],
    ],
  ]),
  ...[
    ['wpa_supplicant.conf', 'network={ssid="harbour" psk="12345678"}', 'network-config'],
    ['device-init.yaml', 'hostname: reef', 'user-data'],
  ].map(([name, text, place]): Story => [
    `${name} is a file of another system: that is said, and no more`,
    KNOWN_PIRATE,
    [
      [`sh echo '${text}' >/boot/firmware/${name}`, null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [says(`Nothing reads ${name}, a file of another system: write the same into ${place}`), null],
    ],
  ]),
  [
    'the network is described in network-config.yaml: that is said, and no more',
    KNOWN_PIRATE,
    [
      ['sh echo "version: 2" >/boot/firmware/network-config.yaml', null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [says('cloud-init does not read network-config.yaml: its name has to be network-config'), null],
    ],
  ],
  [
    'copies for another purpose have names of their own: nothing is said of them',
    KNOWN_PIRATE,
    [
      [`sh for end in .bak .orig -2026 .example; do cp /tmp/mara ${USER_DATA}$end; done`, null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [`sh ! ls ${ISSUE}`, null],
    ],
  ],
  ...['', '    hashed_passwd: ""\n'].map((password): Story => [
    `a key takes the place of the password (${password.trim() || 'none'}): the known one opens nothing`,
    WITH_KEY.replace('\nssh_pwauth', `${password}    ssh_authorized_keys: [${KEY}]\n\nssh_pwauth`),
    [
      ['start', LOCKED],
      ['end', LOCKED],
      [`sh ! ls ${ISSUE}`, null],
    ],
  ]),
  [
    'the password was taken out, and nothing put in its place: the known one stays',
    WITH_KEY,
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
    ],
  ],
  ...[
    ['password: 01234567\nchpasswd: { expire: false }', 'password'],
    ['chpasswd: { expire: false, users: [{ name: pirate, password: 12345678, type: text }] }', 'password'],
    ['users: [{ name: pirate, lock_passwd: false, plain_text_passwd: 012345 }]', 'plain_text_passwd'],
    ['hostname: 042', 'hostname'],
    ['hostname: 1234', 'hostname'],
    ['hostname: 2026-11-26', 'hostname'],
    ['hostname: no', 'hostname'],
    ['fqdn: 042', 'fqdn'],
    ['keyboard: { layout: no }', 'layout'],
    ['users: [042]', 'users'],
    ['users: [{ name: 1234 }]', 'name'],
    ['users: [{ name: 2026-11-26 }]', 'name'],
    ['users: [{ name: mara, primary_group: 0123 }]', 'primary_group'],
    ['users: [{ name: mara, groups: [1234] }]', 'groups'],
    [`users: [{ name: 0x1f, lock_passwd: false, hashed_passwd: "${OWN_HASH}" }]`, 'name'],
  ].map(([data, key]): Story => [
    `YAML takes a text for something else: it is said (${data})`,
    `#cloud-config\n${data}\n`,
    [
      ['start', null],
      ['end', null],
      [says(`In user-data, YAML takes what follows .${key}:. for something other than text: put it in quotes`), null],
      [`sh ! grep -E "12345|0x1f|<class" ${ISSUE}`, null],
    ],
  ]),
  ...[
    'hostname: "042"',
    'hostname: 1e3',
    'fqdn: 1234',
    'password: harbour',
    'password: 12345678',
    'keyboard: { layout: "no" }',
    'keyboard: { layout: "us,de" }',
    'timezone: Europe/Vienna',
    'users: [{ name: pirate, primary_group: 1000, lock_passwd: false, hashed_passwd: "@KNOWN@" }]',
  ].map((data): Story => [
    `YAML takes a text for what it is: nothing is said (${data})`,
    `#cloud-config\n${data}\nchpasswd: { expire: false }\n`,
    [
      ['start', null],
      ['end', null],
      [`sh ! ls ${ISSUE}`, null],
    ],
  ]),
  ...[
    ['hostname:', 'Nothing follows .hostname:. in user-data: write a name there'],
    ['hostname: my_board', 'my_board is no host name (.hostname:. in user-data)'],
    ['fqdn: my board.example', 'my board.example is no host name (.fqdn:. in user-data)'],
    ['timezone: Europe/Wien', 'There is no time zone Europe/Wien (.timezone:. in user-data)'],
    ['keyboard: { layout: xx }', 'There is no keyboard layout xx (.layout:. in user-data)'],
    ['keyboard: de', 'write the layout below .keyboard:., as in'],
  ].map(([data, said]): Story => [
    `a module of cloud-init's fails at a value: it is said (${data})`,
    `${KNOWN_PIRATE}${data}\n`,
    [
      ['start', AS_BUILT],
      [says(said!), null],
      ['end', AS_BUILT],
      [says(said!), null],
      [`sh sed -i '$d' ${USER_DATA}`, null],
      ['start', AS_BUILT],
      [`sh ! ls ${ISSUE}`, null],
    ],
  ]),
  ...['042', '1234', '2026-11-26'].map((name): Story => [
    `the host name in meta-data is no text, and cloud-init uses nothing: the key is named (${name})`,
    MARA,
    [
      [`sh echo "local-hostname: ${name}" >>/boot/firmware/meta-data`, null],
      ['start', LOCKED],
      [
        says(
          'cloud-init did not use user-data and meta-data[.] In meta-data, YAML takes what follows .local-hostname:.',
        ),
        null,
      ],
      [`sh sed -i 's/${name}/"&"/' /boot/firmware/meta-data`, null],
      ['start', MARA_ALONE],
      [`sh ! grep meta-data ${ISSUE}; grep "^${name}$" /etc/hostname`, null],
    ],
  ]),
];
