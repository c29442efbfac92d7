import { originOf, withLayer, type Json } from './index';
import { configuration } from './testing/this-workspace';

describe('fields of several layers', () => {
  const lay = (...layers: Json[]) =>
    layers.reduce<typeof configuration>(
      (below, fields, number) => withLayer(below, `layer ${number}`, 'rpi_sd_image', fields),
      configuration,
    );

  it('are checked together, and the last layer is named', () => {
    const wifi = { country: 'GB', networks: [{ ssid: 'nest' }] };
    expect(() => lay({ network: { gateway: '10.0.0.1' } }, { network: { address: '10.0.0.2/8' } })).not.toThrow();
    expect(() => lay({ network: { gateway: '10.0.0.1' } }, { network: { address: '11.0.0.2/8' } })).toThrow(
      /layer 0.*network\.gateway: "10\.0\.0\.1"; expected the address of another host/s,
    );
    expect(() => lay({ wifi }, { network: { interface: 'wlan0', address: '10.0.0.2/8' } })).not.toThrow();
    const wireless = { interface: 'wlan0', address: '10.0.0.2/8' };
    expect(() => lay({ wifi: { country: 'GB' } }, { network: wireless })).toThrow(
      /layer 1.*network\.interface: "wlan0"; expected a wired interface, such as eth0, because rpi_sd_image\.wifi has/s,
    );
    expect(() => lay({ wifi }, { network: { ...wireless, interface: 'wlan1' } })).toThrow(
      'network.interface: "wlan1"; expected wlan0, which the networks of rpi_sd_image.wifi are for',
    );
    expect(() => lay({ network_config: 'net.yaml' }, { network: { ...wireless, interface: 'wlan1' } })).not.toThrow();
    expect(() => lay({ wifi: { country: 'GB' } }, { wifi: { networks: [{ ssid: 'nest' }] } })).not.toThrow();
    const own = { network_config: 'net.yaml', network_config_mode: 'replace' };
    expect(() => lay(own)).not.toThrow();
    expect(() => lay({ wifi }, own)).toThrow('wifi.networks: the given value; expected none, because network_config');
    expect(() => lay({ network: { dns: ['9.9.9.9'] } }, own)).toThrow('expected nothing, because network_config');
  });
});

describe('an object', () => {
  const address = '10.0.0.2/8';
  const shared = withLayer(configuration, 'configs.json', 'rpi_sd_image', { network: { address, dns: ['9.9.9.9'] } });
  const board = (network: Json) => withLayer(shared, 'garage', 'rpi_sd_image', { network });

  it('is merged with that of an earlier layer, and both are named', () => {
    const laid = board({ address: '10.0.0.3/8' });
    expect(laid.components['rpi_sd_image']).toMatchObject({ network: { address: '10.0.0.3/8', dns: ['9.9.9.9'] } });
    expect(originOf(laid, 'rpi_sd_image', 'network')).toBe('configs.json, garage');
  });

  it('takes the place of earlier ones if it is empty', () => {
    const laid = board({});
    expect(laid.components['rpi_sd_image']).toMatchObject({ network: {} });
    expect(laid.components['rpi_sd_image']!['network']).toEqual({});
    expect(originOf(laid, 'rpi_sd_image', 'network')).toBe('garage');
    const again = withLayer(laid, 'local', 'rpi_sd_image', { network: { dns: ['1.1.1.1'] } });
    expect(again.components['rpi_sd_image']!['network']).toEqual({ dns: ['1.1.1.1'] });
    expect(originOf(again, 'rpi_sd_image', 'network')).toBe('local');
  });
});

it('a later password counts, whatever hash an earlier layer has', () => {
  const hash = `$5$salt$${'a'.repeat(43)}`;
  const hashed = withLayer(configuration, 'configs.json', 'root_fs', { password_hash: hash });
  expect(hashed.components['root_fs']).toMatchObject({ password_hash: hash });
  const laid = withLayer(hashed, 'garage', 'root_fs', { password: 'locker' });
  expect(laid.components['root_fs']).toMatchObject({ password: 'locker', password_hash: '' });
  expect(originOf(laid, 'root_fs', 'password_hash')).toBe('garage');
  const both = withLayer(laid, 'local', 'root_fs', { password: 'x', password_hash: hash });
  expect(both.components['root_fs']).toMatchObject({ password_hash: hash });
});
