import { AS_BUILT, KNOWN_PIRATE, type Step, type Story } from './user-data';

const ISSUE = '/run/issue.d/*.issue';
const NETPLAN = '/etc/netplan/50-cloud-init.yaml';
const says = (text: string): Step => `sh grep "${text}" ${ISSUE}`;
const gives = (text: string): Step => `sh cat >/boot/firmware/network-config <<'END'\n${text}\nEND`;
const wifi = (setting: string, rest = '') =>
  `version: 2\nwifis:\n  wlan0:\n    regulatory-domain: "AT"\n    access-points:\n      ${setting}\n${rest}`;

const boots = (title: string, config: string, ...found: Step[]): Story => [
  title,
  KNOWN_PIRATE,
  [[gives(config), null], ['start', AS_BUILT], ...found.map((step): [Step, null] => [step, null])],
];

/** Network-config by which there is no network, or another than it says. Nothing of it is about accounts. */
export const NETWORK: Story[] = [
  ...[
    ['reef: { password: 0123456701 }', 'what follows .password:.', '21913025'],
    ['reef: { password: 1_000_000_000 }', 'what follows .password:.', '1000000000'],
    ['reef: { password: 0x12345678 }', 'what follows .password:.', '305419896'],
    ['reef: { password: 12:30:45:59:59 }', 'what follows .password:.', '162165599'],
    ['0123: { password: anchors-aweigh }', 'a name below .access-points:.', '83'],
    ['on: { password: anchors-aweigh }', 'a name below .access-points:.', 'true'],
    ['no: { password: 0123456701 }', 'a name below .access-points:. and what follows .password:.', 'false'],
  ].map(([setting, what, taken]) =>
    boots(
      `network-config: YAML takes a text for something else, and it is said (${setting})`,
      wifi(setting!),
      says(`In network-config, YAML takes ${what} for something other than text: put it in quotes`),
      `sh grep '"${taken}"' ${NETPLAN} && ! grep "21913025\\|012345\\|12:30" ${ISSUE}`,
    ),
  ),
  boots(
    'network-config: the country is Norway, and YAML takes it for no',
    wifi('reef: { password: anchors-aweigh }').replace('"AT"', 'NO'),
    says('what follows .regulatory-domain:. for something other than text'),
  ),
  boots(
    'network-config: YAML takes the address of a card for a number',
    'version: 2\nethernets:\n  reef: { match: { macaddress: 11:22:33:44:55:16 }, set-name: reef, dhcp4: true }',
    says('what follows .macaddress:. for something other than text'),
    says('cloud-init could not use network-config: Not all expected physical devices present'),
  ),
  ...[
    '"0123": { password: "0123456701" }',
    '42: { password: 12345678 }',
    'reef: { password: 12345678.0 }',
    'true: { password: 2026-11-26 }',
  ].map((setting) =>
    boots(
      `network-config: what YAML reads comes out as it was written, and nothing is said (${setting})`,
      wifi(setting),
      `sh ! ls ${ISSUE}; grep "access-points" ${NETPLAN}`,
    ),
  ),
  boots(
    'network-config: a key is there twice, and it is said',
    wifi('reef: { password: anchors-aweigh }', 'wifis:\n  wlan1: { access-points: { cove: {} } }'),
    says('In network-config, .wifis:. occurs more than once, and only the last one counts: write it once'),
    `sh grep cove ${NETPLAN} && ! grep reef ${NETPLAN}`,
  ),
  ...[
    ['ethernets: { eth0: { dhcp4: true } }', 'it has no .version:.; write .version: 2.'],
    ['network: { ethernets: { eth0: { dhcp4: true } } }', 'it has no .version:.; write .version: 2.'],
    ['version: "2"\nethernets: { eth0: { dhcp4: true } }', 'write .version: 2., without quotes'],
    ['version: 1\nethernets: { eth0: { dhcp4: true } }', 'write .version: 2., without quotes'],
    ['version: 2\nethernets: [{ eth0: { dhcp4: true } }]', 'below .ethernets:., write the name of an interface'],
    ['version: 2\nethernets:\n  eth0:', 'below .ethernets:., write the name of an interface'],
    ['network: [{ version: 2 }]', 'write .version: 2. and .ethernets:. or .wifis:. below .network:.'],
    ['version: 2\nwifis: { wlan0: { dhcp4: true } }', '.*No access points defined .*/var/log/cloud-init.log'],
  ].map(([config, why]): Story => [
    `network-config: cloud-init cannot use it, and it is said until it is right (${config})`,
    KNOWN_PIRATE,
    [
      [gives(config!), null],
      ['start', AS_BUILT],
      [says(`cloud-init could not use network-config: ${why}`), null],
      ['end', AS_BUILT],
      ['start', AS_BUILT],
      [says('cloud-init could not use network-config'), null],
      [gives('version: 2\nethernets: { eth0: { dhcp4: true } }'), null],
      ['start', AS_BUILT],
      [`sh ! ls ${ISSUE}; ls ${NETPLAN}`, null],
    ],
  ]),
  [
    "network-config: somebody writes netplan's configuration by hand, and cloud-init's error is no longer said",
    KNOWN_PIRATE,
    [
      [gives('version: 2\nwifis: { wlan0: { dhcp4: true } }'), null],
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [says('cloud-init could not use network-config'), null],
      ['sh printf "network: { version: 2, ethernets: { eth0: { dhcp4: true } } }" >/etc/netplan/10-own.yaml', null],
      ['start', AS_BUILT],
      [`sh ! ls ${ISSUE}`, null],
    ],
  ],
  ...['', '# Nothing yet', 'network: { config: disabled }', 'config: disabled', 'network:', 'version: 2'].map(
    (config) =>
      boots(
        `network-config: nothing is configured, as it says, and nothing is said (${config || 'an empty file'})`,
        config,
        `sh ! ls ${ISSUE}`,
      ),
  ),
  [
    'without a network-config, nothing is said',
    KNOWN_PIRATE,
    [
      ['sh rm -f /boot/firmware/network-config', null],
      ['start', AS_BUILT],
      [`sh ! ls ${ISSUE}`, null],
    ],
  ],
  ...[
    ['network: { version: 2, ethernets: { eth0: { dhcp4: true } } }', '.network:.'],
    ['version: 2\nrenderer: networkd\nwifis: { wlan0: { dhcp4: true } }', '.renderer:. and .wifis:.'],
    ['ethernets: { eth0: { dhcp4: true } }', '.ethernets:.'],
  ].map(([data, keys]): Story => [
    `the network is described in user-data: it is said where it belongs (${data})`,
    `${KNOWN_PIRATE}${data}\n`,
    [
      ['start', AS_BUILT],
      ['end', AS_BUILT],
      [says(`In user-data, nothing reads ${keys}: write the network into network-config`), null],
    ],
  ]),
];
