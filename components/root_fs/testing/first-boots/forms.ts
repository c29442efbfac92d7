import { gzipSync } from 'node:zlib';
import {
  AS_BUILT,
  KEY,
  KNOWN_PIRATE,
  LOCKED,
  MARA,
  MARA_ALONE,
  OWN_PIRATE,
  RENAMED,
  RENAMED_IN_WORDS,
  writes,
  OWN_HASH,
} from './user-data';

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
export const GZIP_IN_MIME = mime(
  'application/gzip\nContent-Transfer-Encoding: base64',
  gzipSync(MARA).toString('base64'),
);
const PART_HANDLER = `#part-handler
def list_types():
  return ["text/x-mine"]
def handle_part(*a):
  pass
`;

/** What there is before anybody can log in. */
export const FORMS: [
  form: string,
  userData: string | Buffer,
  accounts: string[],
  others?: Record<string, Buffer | null>,
][] = [
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
  [
    "a service's account, and keys elsewhere than in its home",
    `${writes('/etc/ssh/sshd_config.d/10-keys.conf', 'AuthorizedKeysFile /etc/ssh/keys/%u\n')}users: [default, { name: tide, system: true }]\n`,
    LOCKED,
  ],
  ["the built-in one's key", `#cloud-config\nssh_authorized_keys: [${KEY}]\n`, LOCKED],
  ["the built-in one's key, torn", '#cloud-config\nssh_authorized_keys: [ssh-ed25519 AAAA...]\n', AS_BUILT],
  ["the built-in one's key, beside its hash as built", `${KNOWN_PIRATE}ssh_authorized_keys: [${KEY}]\n`, AS_BUILT],
  [
    "the built-in one's key, beside its password, set later",
    `#cloud-config\nssh_authorized_keys: [${KEY}]\nchpasswd: { users: [{ name: pirate, password: hypriot, type: text }] }\n`,
    AS_BUILT,
  ],
  ["another system's account", '#cloud-config\nautoinstall: { version: 1, identity: { username: alex } }\n', LOCKED],
  [
    "the built-in one's hash, as for a new account",
    `#cloud-config\nusers: [{ name: pirate, lock_passwd: false, passwd: ${OWN_HASH} }]\n`,
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
  [
    'MIME with a part behind its end',
    `${mime('text/cloud-config', '#cloud-config\ntimezone: UTC')}Content-Type: text/cloud-config\n\n${MARA}\n--X--\n`,
    LOCKED,
  ],
  ['MIME with a part before its first boundary', MIME.replace('--X\n', '--XX\n'), LOCKED],
  ['MIME with a sentence for people', MIME.replace('--X\n', 'This is a message in several parts.\n--X\n'), MARA_ALONE],
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
  ['its password as a text, for a renamed account', RENAMED_IN_WORDS, ['davy 1000 locked']],
  ['its password as a text', RENAMED_IN_WORDS.replace('davy', 'pirate'), AS_BUILT],
  [
    'its password as a text, beside another account',
    `${RENAMED_IN_WORDS.replace('davy', 'pirate').replace('\nssh_pwauth', '  - name: davy\nssh_pwauth')}`,
    ['davy 1001 locked', ...LOCKED],
  ],
  ['its password as a text, which the default user gets later', '#cloud-config\npassword: hypriot\n', AS_BUILT],
  [
    'its password as a text, set later',
    '#cloud-config\nusers: [default]\nchpasswd: { users: [{ name: pirate, password: hypriot, type: text }] }\n',
    AS_BUILT,
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
    `${KNOWN_PIRATE}  - { name: pirate, hashed_passwd: ${OWN_HASH} }\n`,
    LOCKED,
  ],
  [
    'another entry of its name, with a lock',
    `${KNOWN_PIRATE}  - { name: pirate, lock_passwd: true, ssh_authorized_keys: [${KEY}] }\n`,
    LOCKED,
  ],
  ['an entry with two locks', KNOWN_PIRATE.replace('name: pirate', 'name: pirate, lock_passwd: true'), LOCKED],
  [
    'an entry with two hashes',
    KNOWN_PIRATE.replace('name: pirate', `name: pirate, hashed_passwd: ${OWN_HASH}`),
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
  ["root's key", `#cloud-config\ndisable_root: false\nssh_authorized_keys: [${KEY}]\n`, LOCKED],
  ['data that contain themselves', '#cloud-config\nruncmd: &all [*all]\n', AS_BUILT],
  ['a file that no program is', `${writes('/etc/motd', 'passwd changes your password')}`, AS_BUILT],
  ['a file in base64 that no program is', `${writes('/etc/motd', btoa('ahoy'), 'b64')}runcmd: ["true"]\n`, LOCKED],
  ['a name under another key', '#cloud-config\nusers: [{ username: mara, groups: [sudo] }]\n', LOCKED],
  ['an entry without a name', '#cloud-config\nusers: [default, { gecos: Mara }]\n', LOCKED],
  ['a user that is a list', '#cloud-config\nuser: [mara]\n', LOCKED],
  ['an unknown key of the default user', '#cloud-config\nuser: { Name: mara }\n', LOCKED],
];

/** Data that nothing can be made of. No Python may look out of what is said of them. */
export const ODD = [
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
export const ODD_LOCKED = ['users: { a: null }', 'users: 7', 'users: [7]', 'user: [a]'];
