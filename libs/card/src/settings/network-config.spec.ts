import fc from 'fast-check';
import { parse } from 'yaml';
import { NETWORK_CONFIG } from '../testing/small-image';
import { changedNetworkConfig } from './network-config';
import { LOOKALIKES } from '../../../card-settings/src/testing/lookalikes';

const read = (text: string): unknown => parse(text, { version: '1.1' });
const wlan0 = (points: object, own: object = {}) => ({
  version: 2,
  wifis: { wlan0: { dhcp4: true, optional: true, ...own, 'access-points': points } },
});
const LOCKER = { ssid: 'locker', password: 'dead men' };

it('adds a network to what the image has', () => {
  const text = changedNetworkConfig(NETWORK_CONFIG, { ...LOCKER, country: 'NO', hidden: true });
  const added = wlan0({ locker: { password: 'dead men', hidden: true } }, { 'regulatory-domain': 'NO' });
  expect(read(text)).toEqual({ ...(read(NETWORK_CONFIG) as object), ...added });
  expect(text.startsWith(NETWORK_CONFIG)).toBe(true);
});

// The package yaml merges what stands under "<<", even quoted. That of cloud-init does not.
it.each(LOOKALIKES.filter((text) => text !== '<<'))('%s stays text, as name, as password and as country', (text) => {
  const changed = changedNetworkConfig(undefined, { ssid: text, password: text, country: text });
  expect(read(changed)).toEqual(wlan0({ [text]: { password: text } }, { 'regulatory-domain': text }));
});

it('takes any name and password', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => name !== '__proto__');
  fc.assert(
    fc.property(text, text, (ssid, password) => {
      const changed = changedNetworkConfig(NETWORK_CONFIG, { ssid, password });
      expect(read(changed)).toMatchObject(wlan0({ [ssid]: { password } }));
    }),
  );
});

it.each([
  ['no file', undefined],
  ['an empty file', ''],
  ['a version alone', 'version: 2\n'],
  ['wifis that are null', 'version: 2\nwifis:\n'],
  ['an interface that is null', 'version: 2\nwifis:\n  wlan0:\n'],
  ['access points that are null', 'version: 2\nwifis:\n  wlan0:\n    access-points:\n'],
  ['no version', 'wifis: {}\n'],
  ['the ends of lines of Windows', 'version: 2\r\nwifis:\r\n'],
])('makes what is missing: %s', (_what, text) => {
  expect(read(changedNetworkConfig(text, LOCKER))).toEqual(wlan0({ locker: { password: 'dead men' } }));
});

it('an open network has no password', () => {
  expect(read(changedNetworkConfig(undefined, { ssid: 'quay' }))).toEqual(wlan0({ quay: {} }));
});

it('leaves other networks, and what is set about the interface, with comments', () => {
  const text = [
    '# Mine.',
    'version: 2',
    'wifis:',
    '  wlan0:',
    '    dhcp4: false # static',
    '    addresses: [10.0.0.2/24]',
    '    regulatory-domain: "GB"',
    '    access-points:',
    '      "tavern":',
    '        password: "rum and more"',
    '',
  ].join('\n');
  const changed = changedNetworkConfig(text, LOCKER);
  const points = { tavern: { password: 'rum and more' }, locker: { password: 'dead men' } };
  const own = { dhcp4: false, addresses: ['10.0.0.2/24'], 'regulatory-domain': 'GB' };
  expect(read(changed)).toEqual(wlan0(points, own));
  for (const comment of ['# Mine.\n', 'dhcp4: false # static\n']) expect(changed).toContain(comment);
  const again = changedNetworkConfig(changed, { ssid: 'tavern', password: 'no more rum' });
  expect(read(again)).toEqual(wlan0({ ...points, tavern: { password: 'no more rum' } }, own));
});

it('works below netplan’s own key', () => {
  const text = 'network:\n  version: 2\n  ethernets: {eth0: {dhcp4: true}}\n';
  expect(read(changedNetworkConfig(text, LOCKER))).toEqual({
    network: { ethernets: { eth0: { dhcp4: true } }, ...wlan0({ locker: { password: 'dead men' } }) },
  });
});

it.each([
  ['version 1', 'version: 1\nconfig: []\n'],
  ['version 1, below network', 'network:\n  version: 1\n  config: []\n'],
  ['the network is switched off', 'network: {config: disabled}\n'],
])('refuses a file that is not of version 2: %s', (_what, text) => {
  expect(() => changedNetworkConfig(text, LOCKER)).toThrow('The network-config for the card is not of version 2');
});

it('refuses a file that is not YAML, and does not show it', () => {
  const change = () => changedNetworkConfig('a: "dead men', LOCKER);
  expect(change).toThrow('The network-config for the card is not valid YAML');
  expect(change).not.toThrow('dead men');
});
