import { join } from 'node:path';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';
import { PREAMBLE } from '../../tools/e2e/lib/sd-image-builder';

/* Debian's netplan reads what the builder has made, in a root file system without devices, as the builder has it. */

/** As much of a system as netplan needs. */
const SYSTEM = `
  mkdir -p /tree/{dev,usr/{bin,lib}} && cd /tree && ln -s usr/lib usr/lib64 usr/bin .
  cp --archive /usr/lib/x86_64-linux-gnu usr/lib && cp --archive /usr/lib64 /usr/libexec usr && cp /usr/bin/systemd-escape usr/bin
`;

let container: RunningContainer;
beforeAll(async () => {
  container = new RunningContainer(await builderImage('first_boot', 'components/root_fs/testing/first-boot'));
  container.copyIn(join(__dirname, 'builder'), '/builder');
  expect(await container.run(SYSTEM)).toMatchObject({ code: 0 });
}, 600_000);
afterAll(() => container?.remove());

const checked = (make: string, env: Record<string, string> = {}) =>
  container.run(
    `${PREAMBLE} ${make}\n check_network_config /tree; [[ ! -e /tree/run/network-config && ! -e /tree/dev/null ]]`,
    env,
  );
const check = (text: string) => checked(`network_config() { cat <<'END'\n${text}\nEND\n}`);

it.each([
  'version: 2\nethernets:\n  eth0: { dhcp4: true }',
  'network:\n  version: 2\n  wifis:\n    wlan0: { dhcp4: true, access-points: { nest: { password: kraken-1851 } } }',
  'version: 1\nconfig:\n  - type: physical\n    name: eth0',
])('takes what netplan takes: %j', async (text) => {
  expect(await check(text)).toMatchObject({ code: 0, output: '' });
});

it('takes what the fields make', async () => {
  const networks = [
    { ssid: 'crows nest', password: 'kraken-1851' },
    { ssid: 'open', hidden: true },
  ];
  const env = {
    WIFI: JSON.stringify({ country: 'GB', networks }),
    NETWORK: JSON.stringify({ interface: 'wlan0', address: '10.0.0.2/24', gateway: '10.0.0.1', dns: ['9.9.9.9'] }),
  };
  expect(await checked('', env)).toMatchObject({ code: 0, output: '' });
});

it.each([
  ['wifis:\n  wlan1: { addresses: [10.0.0.2/8] }', 'wlan1: No access points defined'],
  ['ethernets:\n  eth0: { adresses: [10.0.0.2/8] }', "unknown key 'adresses'"],
  ['ethernets:\n  eth0: { dhcp4: kraken-1851 }', 'invalid boolean value this value'],
])('refuses what netplan refuses, and shows no values: %j', async (text, said) => {
  const { code, output } = await check(`version: 2\n${text}`);
  expect(code).toBe(1);
  expect(output).toContain(
    `error: netplan, which reads the network configuration on the board, refuses it: ${said}. Correct`,
  );
  expect(output).not.toContain('kraken');
});

it('refuses a renderer that is not on board', async () => {
  const { code, output } = await check('version: 2\nrenderer: NetworkManager\nethernets:\n  eth0: { dhcp4: true }');
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('is for NetworkManager') });
});
