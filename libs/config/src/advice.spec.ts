import { adviceOn, withLayer, type Json } from './index';
import { configuration } from './testing/this-workspace';

it.each<[object, string[]]>([
  [{}, []],
  [{ gateway: '10.0.0.1' }, ['network.gateway has no effect without network.address: the board gets both by DHCP']],
  [{ interface: 'eth1' }, ['network.interface has no effect without network.address or network.dns']],
  [{ interface: 'eth1', dns: [] }, ['network.interface has no effect without network.address or network.dns']],
  [{ interface: 'eth1', dns: ['9.9.9.9'] }, []],
  [{ interface: 'eth1', address: '10.0.0.2/8', gateway: '10.0.0.1' }, []],
])('what has no effect is told: network %j', (network, said) => {
  expect(adviceOn(withLayer(configuration, 'a test', 'rpi_sd_image', { network }), 'rpi_sd_image')).toEqual(said);
});

it.each<[string, Json, string]>([
  ['root_fs', { ssh: { password_login: false } }, 'nobody can log in over SSH, unless user-data bring a key'],
  ['root_fs', { keyring_fingerprint: '0EBFCD88'.repeat(5) }, 'keyring_fingerprint has no effect'],
  ['rpi_kernel', { kernel_branch: 'rpi-6.12.y' }, 'kernel_branch has no effect: kernel_repo is a Debian package'],
  ['rpi_sd_image', { wifi: { country: 'GB' } }, 'wifi.country has no effect without wifi.networks'],
  ['rpi_sd_image', { user_data_mode: 'replace' }, 'user_data_mode has no effect without user_data'],
  ['rpi_sd_image', { network_config_mode: 'replace' }, 'network_config_mode has no effect without network_config'],
  [
    'rpi_sd_image',
    { network: { address: '10.0.0.2/8' }, cmdline: ['net.ifnames=1'] },
    'network.address is for an interface that has another name with net.ifnames=1',
  ],
])('what has no effect is told: %s %j', (component, fields, said) => {
  expect(adviceOn(configuration, component)).toEqual([]);
  expect(adviceOn(withLayer(configuration, 'a test', component, fields), component)).toEqual([
    expect.stringContaining(said),
  ]);
});

it('tells those with an official builder which branch is meant, and nobody else', () => {
  const told = (fields: Json, official: boolean) =>
    adviceOn(withLayer(configuration, 'a test', 'rpi_kernel', fields), 'rpi_kernel', official);
  const said = [expect.stringContaining('write kernel_branch. hypriot-kit 2 took it for that of the builder')];
  expect(told({ branch: 'rpi-4.19.y' }, true)).toEqual(said);
  expect(told({ branch: 'rpi-4.19.y', kernel_branch: 'rpi-4.19.y' }, true)).toEqual([]);
  expect(told({ kernel_branch: 'rpi-4.19.y' }, true)).toEqual([]);
  expect(told({ branch: 'rpi-6.12.y', kernel_repo: 'https://git.example/linux' }, false)).toEqual([]);
});
