import { AS_BUILT, MARA_ALONE, OWN_HASH, type Step, type Story } from './user-data';

const ISSUE = '/run/issue.d/*.issue';
const says = (text: string): Step => `sh grep --fixed-strings "${text}" ${ISSUE}`;
const NOTHING_SAID: Step = `sh ! ls ${ISSUE}`;
const SCHEMA = '/usr/lib/python3/dist-packages/cloudinit/config/schemas/schema-cloud-config-v1.json';
const VALID: Step = 'sh ! grep -i "invalid cloud-config" /var/log/cloud-init.log && cloud-init schema --system';
const SYSTEMCTL_CALLS = '/tmp/systemctl-calls';
// No systemd is in charge of the container.
const FAKE_SYSTEMCTL: Step = `sh rm -f ${SYSTEMCTL_CALLS}; printf '#!/bin/sh\\necho "$@" >>${SYSTEMCTL_CALLS}\\n' >/usr/local/bin/systemctl; chmod +x /usr/local/bin/systemctl`;

/** As Raspberry Pi Imager 2 writes them. */
const IMAGER = `#cloud-config
hostname: reef
manage_etc_hosts: true
packages:
- avahi-daemon
apt:
  conf: |
    Acquire {
      Check-Date "false";
    };
timezone: Europe/Vienna
keyboard:
  model: pc105
  layout: "de"
enable_ssh: true
users:
- name: mara
  groups: users,adm,dialout,audio,netdev,video,plugdev,cdrom,games,input,gpio,spi,i2c,render,sudo
  shell: /bin/bash
  lock_passwd: false
  passwd: ${OWN_HASH}
ssh_pwauth: true
`;

/** As users of HypriotOS wrote them when it had ifupdown. */
const WIRELESS = `#cloud-config
hostname: reef
manage_etc_hosts: true
users:
  - name: pirate
    primary-group: users
    shell: /bin/bash
    sudo: ALL=(ALL) NOPASSWD:ALL
    groups: users,docker,video,input
    plain_text_passwd: harbour
    lock_passwd: false
    ssh_pwauth: true
    chpasswd: { expire: false }
package_upgrade: false
write_files:
  - path: /etc/network/interfaces.d/wlan0
    content: |
      allow-hotplug wlan0
      iface wlan0 inet dhcp
      wpa-conf /etc/wpa_supplicant/wpa_supplicant.conf
  - path: /etc/wpa_supplicant/wpa_supplicant.conf
    content: |
      country=AT
      network={
      ssid="lagoon"
      psk="not-a-secret"
      }
runcmd:
  - 'ifup wlan0'
`;
const UNREAD =
  'Nothing reads /etc/network/interfaces.d/wlan0 and /etc/wpa_supplicant/wpa_supplicant.conf: write the network into network-config on the boot partition.';

/** Data that other programs write, or that were written for earlier releases. */
export const BROUGHT: Story[] = [
  [
    'Imager sets the board up: its account is the only one',
    IMAGER,
    [
      [FAKE_SYSTEMCTL, null],
      ['start', ['mara 1000 own']],
      ['end', ['mara 1000 own']],
      // Whatever the image says of SSH.
      [`sh grep -x "unmask --no-block ssh.service" ${SYSTEMCTL_CALLS}`, null],
      [`sh grep -x "enable --now --no-block ssh.service" ${SYSTEMCTL_CALLS}`, null],
      [VALID, null],
      ['sh grep "^XKBLAYOUT=.de.$" /etc/default/keyboard', null],
      [NOTHING_SAID, null],
    ],
  ],
  [
    'the data have SSH off',
    '#cloud-config\nenable_ssh: false\n',
    [
      [FAKE_SYSTEMCTL, null],
      ['start', null],
      ['end', AS_BUILT],
      [`sh grep -x "disable --now --no-block ssh.service" ${SYSTEMCTL_CALLS}`, null],
      [VALID, null],
    ],
  ],
  [
    'another cloud-init has come with a schema of its own: the next start adds our keys to it',
    '#cloud-config\nenable_ssh: true\n',
    [
      [
        `sh touch ${SCHEMA}.distrib; cp --preserve=timestamps ${SCHEMA}.distrib ${SCHEMA}; touch --date=yesterday ${SCHEMA}`,
        null,
      ],
      [FAKE_SYSTEMCTL, null],
      ['start', null],
      [VALID, null],
    ],
  ],
  ...[
    [
      '{ interfaces: { spi: true, i2c: true, serial: false } }',
      ': write dtparam=i2c_arm=on and dtparam=spi=on into config.txt on the boot partition.',
    ],
    ['{ enable_usb_gadget: true }', '.'],
  ].map(([rpi, instead]): Story => [
    `the data have what only Raspberry Pi OS reads: it is said (${rpi})`,
    `#cloud-config\nrpi: ${rpi}\n`,
    [
      ['start', null],
      ['end', AS_BUILT],
      [says(`Nothing reads rpi, a key of Raspberry Pi OS${instead}`), null],
    ],
  ]),
  [
    'a locale that the system does not have: it is made and set',
    '#cloud-config\nlocale: de_AT.UTF-8\n',
    [
      ['start', null],
      ['end', AS_BUILT],
      ['sh locale -a | grep -x de_AT.utf8; grep -x LANG=de_AT.UTF-8 /etc/default/locale', null],
      ['sh ! grep -q locale <<<"$(cloud-init status --long)"', null],
      [NOTHING_SAID, null],
    ],
  ],
  [
    'a locale has the name that the C library has for it: it is made and set, too',
    '#cloud-config\nlocale: fr_BE.utf8\n',
    [
      ['start', null],
      ['end', AS_BUILT],
      ['sh locale -a | grep -x fr_BE.utf8; grep -x LANG=fr_BE.utf8 /etc/default/locale', null],
      [NOTHING_SAID, null],
    ],
  ],
  [
    'nothing reads a key of the data: that is said',
    '#cloud-config\nwireguard:\n  interfaces: [{ name: wg0, config_path: /etc/wireguard/wg0.conf, content: secret }]\n',
    [
      ['start', null],
      ['end', AS_BUILT],
      [says('cloud-init has no module here for wireguard: use commands.'), null],
    ],
  ],
  [
    'a template of Jinja names an account: it is the only one',
    `## template: jinja\n#cloud-config\nusers:\n  - name: mara\n    groups: [sudo]\n    lock_passwd: true\n`,
    [
      ['start', MARA_ALONE],
      ['end', MARA_ALONE],
    ],
  ],
  [
    'Wi-Fi is set up as in releases with ifupdown: it is said where it has to be written',
    WIRELESS,
    [
      ['start', ['pirate 1000 own']],
      ['end', ['pirate 1000 own']],
      [says(UNREAD), null],
      [`sh ! grep not-a-secret ${ISSUE}`, null],
      ['sh sed -i "/^write_files/,$ d" /boot/firmware/user-data', null],
      ['start', ['pirate 1000 own']],
      ['end', ['pirate 1000 own']],
      [NOTHING_SAID, null],
    ],
  ],
  [
    'the same with ifupdown on board: it is right, and nothing is said',
    WIRELESS,
    [
      ['sh touch /usr/sbin/ifup; chmod +x /usr/sbin/ifup', null],
      ['start', ['pirate 1000 own']],
      ['end', ['pirate 1000 own']],
      [NOTHING_SAID, null],
      ['sh rm /usr/sbin/ifup', null],
    ],
  ],
  [
    'a static address is set up as in releases with dhcpcd: it is said where it has to be written',
    '#cloud-config\nwrite_files:\n  - { path: /etc/dhcpcd.conf, content: "static routers=10.0.0.1" }\n',
    [
      ['start', null],
      ['end', AS_BUILT],
      [says('Nothing reads /etc/dhcpcd.conf: write the network into network-config'), null],
    ],
  ],
  ...[
    'runcmd:\n  - sed -i s/a/b/ /boot/config.txt\n',
    'bootcmd:\n  - [cp, /boot/config.txt, /tmp]\n',
    'write_files:\n  - { path: /boot/config.txt, content: x, append: true, permissions: "0644", defer: true }\n',
  ].map((data): Story => [
    `the boot partition is expected at /boot: it is said where it is (${data.split(':')[0]})`,
    `#cloud-config\n${data}`,
    [
      ['start', null],
      ['most', null],
      [says('There is no /boot/config.txt: the boot partition is at /boot/firmware.'), null],
      ['sh rm -f /boot/config.txt', null],
    ],
  ]),
  [
    'the boot partition is expected where it is: nothing is said',
    '#cloud-config\nruncmd:\n  - grep -q x /boot/firmware/config.txt /boot/config-7.3 || true\n',
    [
      ['start', null],
      ['end', null],
      [NOTHING_SAID, null],
    ],
  ],
];
