import { join } from 'node:path';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';
import { PREAMBLE } from '../../tools/e2e/lib/sd-image-builder';

/* Debian's netplan reads what the builder has made, in a container that stands for the root file system. */

let container: RunningContainer;
beforeAll(async () => {
  container = new RunningContainer(await builderImage('first_boot', 'components/root_fs/testing/first-boot'));
  container.copyIn(join(__dirname, 'builder'), '/builder');
}, 600_000);
afterAll(() => container?.remove());

const check = (text: string) =>
  container.run(
    `${PREAMBLE} cat >/tmp/network-config <<'END'\n${text}\nEND\n check_network_config / /tmp/network-config; [[ ! -e /run/network-config ]]`,
  );

it.each([
  'version: 2\nethernets:\n  eth0: { dhcp4: true }',
  'network:\n  version: 2\n  wifis:\n    wlan0: { dhcp4: true, access-points: { nest: { password: kraken-1851 } } }',
  'version: 1\nconfig:\n  - type: physical\n    name: eth0',
])('takes what netplan takes: %j', async (text) => {
  expect(await check(text)).toMatchObject({ code: 0, output: '' });
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
