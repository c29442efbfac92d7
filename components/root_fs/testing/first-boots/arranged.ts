import { AS_BUILT, KNOWN_PIRATE, LOCKED, OWN_HASH, puts, writes, type Story } from './user-data';

/** Files that make an account when the first boot has ended. */
const RUN_LATER: [path: string, content: string][] = [
  ['/etc/systemd/system/p.service', `[Service]\nExecStart=/usr/sbin/useradd -m -p '${OWN_HASH}' mara\n`],
  ['/etc/cron.d/p', `@reboot root useradd -m -p '${OWN_HASH}' mara\n`],
  ['/etc//cron.d/p', `@reboot root useradd -m -p '${OWN_HASH}' mara\n`],
  ['/etc/update-motd.d/99-p', `#!/bin/sh\n[ ! -e /done ] || useradd -m -p '${OWN_HASH}' mara\n`],
  ['/etc/sysusers.d/p.conf', 'u mara 1500 "" /home/mara /bin/bash\n'],
  ['/var/lib/cloud/scripts/per-boot/p.sh', `#!/bin/sh\n[ ! -e /done ] || useradd -m -p '${OWN_HASH}' mara\n`],
];

/** User-data whose commands end before what they have arranged begins. */
const LEFT: [what: string, userData: string][] = [
  ['in the background', `#cloud-config\nruncmd: ["(sleep 999; useradd -m -p '${OWN_HASH}' mara) >/dev/null 2>&1 &"]\n`],
  ['by systemd-run', `#cloud-config\nruncmd: ["true || systemd-run --on-boot=9 useradd -m -p '${OWN_HASH}' mara"]\n`],
  ['by a cron job', `#!/bin/sh\necho "@reboot root useradd -m -p '${OWN_HASH}' mara" >/etc/cron.d/p\n`],
  [
    'by a unit',
    `#cloud-config\nruncmd:\n  - ${JSON.stringify(`cat >/etc/systemd/system/p.service <<E\n[Service]\nExecStart=useradd -p '${OWN_HASH}' mara\nE\n`)}\n`,
  ],
  [
    'by a unit that calls a script',
    `#cloud-config\nwrite_files: [{path: /opt/p, content: "useradd -p '${OWN_HASH}' mara"}]\n` +
      'runcmd: ["echo ExecStart=/opt/p >>/etc/systemd/system/p.service"]\n',
  ],
];

/** Files on the boot partition that make an account when the first boot has ended, and commands that put them there. */
const COPIED: [what: string, file: string, userData: string][] = [
  ['a pattern', 'units/p.service', 'cp /boot/firmware/units/*.service /etc/systemd/system/'],
  ['a loop', 'units/p.service', 'for f in /boot/firmware/units/*; do cp $f /etc/systemd/system/; done'],
  ['a folder', 'units/p.service', 'cp -r /boot/firmware/units/. /etc/systemd/system/'],
  ['a tree', 'tree/etc/systemd/system/p.service', 'cp -a /boot/firmware/tree/. /'],
].map(([what, file, command]) => [
  what!,
  `/boot/firmware/${file}`,
  `#cloud-config\nruncmd: [${JSON.stringify(command)}]\n`,
]);

/** User-data of somebody who has only this account, and has nothing to do with others. */
const HARMLESS: [what: string, userData: string][] = [
  ['a group, and a setting of systemd', 'runcmd: [adduser pirate video, "sed -i s/a/a/ /etc/systemd/journald.conf"]'],
  ['the state of the password', 'runcmd: [passwd -S pirate, "echo x >/etc/cron.d/x"]'],
  [
    'a container that reads the list of accounts',
    'runcmd: ["echo docker run -v /etc/passwd:/etc/passwd:ro x >/etc/cron.d/x"]',
  ],
  ['an address with an & at its end', 'runcmd: ["echo \'http://x/?a=1&\'", adduser pirate video]'],
].map(([what, commands]) => [what!, `${KNOWN_PIRATE}${commands}\n`]);

/** What runs when the first boot has ended, and may make accounts then. */
export const ARRANGED: Story[] = [
  ...RUN_LATER.map(([path, content]): Story => [
    `a later start makes an account (${path}): the known password opens nothing, and nothing before`,
    writes(path, content),
    [
      ['start', LOCKED],
      ['end', LOCKED],
      ['off', null],
      ['start', LOCKED],
    ],
  ]),
  ...LEFT.map(([what, userData]): Story => [
    `a command has an account made later, ${what}: the known password opens nothing, and nothing before`,
    userData,
    [
      ['start', LOCKED],
      ['end', LOCKED],
      ['off', null],
      ['start', LOCKED],
    ],
  ]),
  ...COPIED.map(([what, path, userData]): Story => [
    `a command copies units from the boot partition by ${what}: the known password opens nothing, and nothing before`,
    userData,
    [
      [puts(path, `[Service]\nExecStart=/usr/sbin/useradd -m -p '${OWN_HASH}' mara\n`), null],
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ]),
  [
    'what a later start runs is downloaded: the known password opens nothing, and nothing before',
    '#cloud-config\nwrite_files: [{path: /etc/cron.d/p, source: {uri: "file:///tmp/mara"}}]\n',
    [
      ['start', LOCKED],
      ['end', LOCKED],
    ],
  ],
  ...HARMLESS.map(([what, userData]): Story => [
    `commands have nothing to do with other accounts (${what}): nobody is locked out`,
    userData,
    [['end', AS_BUILT]],
  ]),
  [
    'a command runs something in the background, and makes a service an account: nobody is locked out',
    '#cloud-config\nruncmd: ["useradd --system tide; sleep 1 >/dev/null 2>&1 &"]\n',
    [
      ['start', LOCKED],
      ['end', AS_BUILT],
    ],
  ],
  [
    'a unit makes a service an account at a later start: nobody is locked out',
    writes('/etc/systemd/system/tide.service', '[Service]\nExecStart=useradd --system tide\n'),
    [
      ['start', LOCKED],
      ['end', AS_BUILT],
    ],
  ],
];
