import {
  AS_BUILT,
  KEY,
  KNOWN_PIRATE,
  LOCKED,
  MARA_ALONE,
  MARA_WITH_PASSWORD,
  OWN_HASH,
  writes,
  type Story,
} from './user-data';

const WITH_KEY = `#cloud-config\nusers: [{ name: mara, ssh_authorized_keys: [${KEY}] }]\n`;
/** Data by which nobody can log in when the first boot has ended. */
const NOBODY: [what: string, userData: string][] = [
  ['a key in capitals', '#cloud-config\nUsers: [{ name: mara }]\n'],
  ['a locked password', `#cloud-config\nusers: [{ name: mara, passwd: ${OWN_HASH} }]\n`],
  ...['passwd: harbour', 'hashed_passwd: harbour', `hashed_passwd: "${OWN_HASH.slice(0, -1)}"`].map(
    (password): [string, string] => [
      `a password that is no hash, ${password}`,
      `#cloud-config\nusers: [{ name: mara, lock_passwd: false, ${password} }]\n`,
    ],
  ),
  [
    'a text that is set as a hash',
    '#cloud-config\nusers: [{ name: mara, lock_passwd: false }]\nchpasswd: { users: [{ name: mara, password: harbour, type: hash }] }\n',
  ],
  [
    'no hash for the built-in account',
    '#cloud-config\nusers: [{ name: pirate, lock_passwd: false, passwd: harbour }]\n',
  ],
  ['a password that is never set', '#cloud-config\nruncmd: ["false && passwd pirate"]\n'],
  ['an account without a password beside this one', '#cloud-config\nusers: [default, mara]\n'],
  [
    'a shell that is not there',
    `#cloud-config\nusers: [{ name: mara, shell: /bin/zsh, lock_passwd: false, hashed_passwd: "${OWN_HASH}" }]\n`,
  ],
  [
    'an account whose time is over',
    `#cloud-config\nusers: [{ name: mara, expiredate: "2012-09-01", lock_passwd: false, hashed_passwd: "${OWN_HASH}" }]\n`,
  ],
  [
    'the placeholder of a key',
    '#cloud-config\nusers: [{ name: mara, ssh_authorized_keys: [ssh-ed25519 AAAA... mara@reef] }]\n',
  ],
  [
    'a key that is cut off',
    '#cloud-config\nusers: [{ name: mara, ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEFCQ0RFRkdISUpLTE1O] }]\n',
  ],
  ['a key, and no SSH server', `${WITH_KEY}enable_ssh: false\n`],
  [
    'a key for one command',
    `#cloud-config\nusers: [{ name: mara, ssh_authorized_keys: ['command="rsync" ${KEY}'] }]\n`,
  ],
  ['keys that cannot be fetched', '#cloud-config\nusers: [{ name: mara, ssh_import_id: ["gh:x"] }]\n'],
];

/** Data whose commands give mara a key, as root does it. */
const installs = (commands: string) =>
  `#cloud-config\nusers: [{ name: mara }]\nruncmd:\n  - mkdir -p /home/mara/.ssh; chmod 755 /home/mara\n  - echo '${KEY}' >/home/mara/.ssh/authorized_keys\n  - chmod 600 /home/mara/.ssh/authorized_keys\n  - ${commands}\n`;

const NOT_RUNNING = 'the SSH server, which would take the key of mara, does not run';
const KEPT_OUT = 'the settings of the SSH server keep mara out';
const sshSetting = (setting: string) =>
  `write_files: [{ path: /etc/ssh/sshd_config.d/50-test.conf, content: ${setting} }]`;

/** What the screen says of data by which nobody can log in, and of others that are wrong. */
export const NOTICES: Story[] = [
  ...NOBODY.map(([what, userData]): Story => [
    `nobody can log in (${what}): it is said at each start, and the first boot begins again with other data`,
    userData,
    [
      ['start', null],
      ['end', null],
      ['sh grep "Nobody can log in: .*start again" /run/issue.d/*.issue', null],
      ['start', null],
      ['sh grep "Nobody can log in: .*start again" /run/issue.d/*.issue', null],
      [MARA_WITH_PASSWORD, null],
      ['start', null],
      ['end', null],
      ['sh grep "^mara:[$]6" /etc/shadow && ! ls /run/issue.d/*.issue', null],
      ['start', null],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ]),
  ...[
    ['list: ["pi:reef"]', 'pi, and there is no such account'],
    [
      'users: [{ name: pi, password: reef, type: text }, { name: ann, password: reef, type: text }]',
      'ann and pi, and there are no such accounts',
    ],
  ].map(([chpasswd, said]): Story => [
    `passwords are set for accounts that there are not: that is said (${said})`,
    `#cloud-config\nchpasswd: { expire: false, ${chpasswd} }\n`,
    [
      ['start', LOCKED],
      ['end', LOCKED],
      [`sh grep '.chpasswd. sets a password for ${said}[.]' /run/issue.d/*.issue`, null],
    ],
  ]),
  [
    'the primary group of an account is not there: that is said, and what makes it',
    `#cloud-config\nusers: [{ name: mara, primary_group: crew, lock_passwd: false, hashed_passwd: "${OWN_HASH}" }]\n`,
    [
      ['start', []],
      [
        'sh grep "The account mara could not be made: there is no group crew[.] .groups: .crew.. beside" /run/issue.d/*',
        null,
      ],
      ['sh echo "groups: [crew]" >>/boot/firmware/user-data', null],
      ['start', null],
      ['end', ['mara 1000 own']],
    ],
  ],
  [
    'the password of an account is no hash: that is what is said',
    '#cloud-config\nusers: [{ name: mara, lock_passwd: false, passwd: harbour }]\n',
    [
      ['start', null],
      ['end', null],
      ['sh grep "the password of mara is not a hash .*plain_text_passwd" /run/issue.d/*.issue', null],
    ],
  ],
  ...[
    ['{ name: mara, shell: /bin/zsh, HASH }', 'the shell of mara, /bin/zsh, is not there'],
    ['{ name: mara, shell: /usr/sbin/nologin, HASH }', 'the shell of mara, /usr/sbin/nologin, lets nobody in'],
    ['{ name: mara, expiredate: "2012-09-01", HASH }', 'the account mara has expired'],
  ].map(([user, reason]): Story => [
    `nobody can log in, and the data are right but for this: ${reason}`,
    `#cloud-config\nusers: [${user!.replace('HASH', `lock_passwd: false, hashed_passwd: "${OWN_HASH}"`)}]\n`,
    [
      ['start', null],
      ['end', null],
      [`sh grep "Nobody can log in: ${reason}[.]" /run/issue.d/*.issue`, null],
    ],
  ]),
  ...[
    ['enable_ssh: false', NOT_RUNNING],
    ['runcmd: [systemctl disable --now ssh]', NOT_RUNNING],
    [sshSetting('AllowUsers davy'), KEPT_OUT],
    [sshSetting('AllowGroups harbour'), KEPT_OUT],
    [sshSetting('DenyUsers m*'), KEPT_OUT],
    [sshSetting('PubkeyAuthentication no'), KEPT_OUT],
  ].map(([more, reason]): Story => [
    `nobody can log in, and a key is there: ${more}`,
    `${WITH_KEY}${more}\n`,
    [
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      [`sh grep "Nobody can log in: ${reason}[.]" /run/issue.d/*.issue`, null],
    ],
  ]),
  [
    'the SSH server has settings that let in whom the data name: nothing is said',
    `${WITH_KEY}${sshSetting('"AllowUsers davy mara@192.168.0.*"')}\n`,
    [
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
  ...[
    ['chmod 700 /home/mara/.ssh', 'root may read it alone'],
    ['chown -R mara:mara /home/mara/.ssh; chmod 666 /home/mara/.ssh/authorized_keys', 'all may write to it'],
    ['chown -R mara:mara /home/mara/.ssh; chmod 777 /home/mara', 'all may write to the home'],
  ].map(([commands, why]): Story => [
    `commands install a key that the SSH server does not take: ${why}`,
    installs(commands!),
    [
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      [
        `sh grep "Nobody can log in: the SSH server does not take /home/mara/.ssh/authorized_keys" /run/issue.d/*.issue`,
        null,
      ],
    ],
  ]),
  [
    'commands install a key as they should: nothing is said',
    installs('chown -R mara:mara /home/mara/.ssh'),
    [
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
  [
    'a key that the SSH server does not take was meant for somebody: the known password is locked all the same',
    `#cloud-config\nruncmd:\n  - useradd -m -s /bin/bash mara\n${installs('chmod 700 /home/mara/.ssh').split('runcmd:\n')[1]}`,
    [
      ['start', LOCKED],
      ['end', ['mara 1001 locked', 'pirate 1000 locked']],
    ],
  ],
  ...['passwd:', 'hashed_passwd:', 'plain_text_passwd: ""'].map((password): Story => [
    `a password is left empty: it is said (${password})`,
    `#cloud-config\nusers:\n  - name: mara\n    lock_passwd: false\n    ${password}\n`,
    [
      ['start', null],
      ['end', null],
      ['sh grep "Whoever is at the board can log in as mara, without a password" /run/issue.d/*.issue', null],
      [MARA_WITH_PASSWORD, null],
      ['start', null],
      ['end', ['mara 1000 own']],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ]),
  [
    'a command empties a password: it is said',
    '#cloud-config\nruncmd: [usermod -p "" pirate]\n',
    [
      ['start', null],
      ['end', null],
      ['sh grep "Whoever is at the board can log in as pirate" /run/issue.d/*.issue', null],
    ],
  ],
  [
    'sshd is told what it does anyway: nobody can log in, and it is said',
    `${writes('/etc/ssh/sshd_config.d/10-hardening.conf', 'PermitRootLogin no\nAuthorizedKeysFile .ssh/authorized_keys\n')}users: [{ name: mara, ssh_import_id: ["gh:x"] }]\n`,
    [
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      ['sh grep "Nobody can log in" /run/issue.d/*.issue', null],
    ],
  ],
  [
    'sshd looks for keys elsewhere: nothing is said of it',
    `${writes('/etc/ssh/sshd_config.d/10-keys.conf', 'AuthorizedKeysFile /etc/ssh/keys/%u\n')}users: [mara]\n`,
    [
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
  [
    'a key occurs twice: that is what is said',
    `${KNOWN_PIRATE}packages: []\ntimezone: Europe/Vienna\npackages: []\n`,
    [
      ['start', LOCKED],
      ['end', LOCKED],
      ['sh grep "Nobody can log in: the user.s data contain packages more than once" /run/issue.d/*.issue', null],
    ],
  ],
  [
    'a script writes a mail: the data are no mail',
    `${writes('/usr/local/bin/mail-on-boot', '#!/bin/sh\nprintf "MIME-Version: 1.0\\nContent-Type: text/plain\\n\\n" | msmtp me@example.com\n')}`,
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
  [
    'people who can log in later by ways of their own are told nothing',
    KNOWN_PIRATE,
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      ["sh usermod --password '!' pirate", null],
      ['start', LOCKED],
      ['sh ! ls /run/issue.d/*.issue', null],
    ],
  ],
];
