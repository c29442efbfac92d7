import { secretsOf, shownFields, withLayer } from './index';
import { configuration } from './testing/this-workspace';

it('a Wi-Fi password is a secret, as it is and as it stands in JSON', () => {
  const networks = [{ ssid: 'nest', password: 'yo "ho" ho' }];
  const configured = withLayer(configuration, 'a test', 'rpi_sd_image', { wifi: { country: 'GB', networks } });
  expect(secretsOf(configured)).toEqual(['yo "ho" ho', 'yo \\"ho\\" ho']);
  expect(shownFields(configured, 'rpi_sd_image').join()).not.toContain('ho');
});

it.each([
  ['kraken-1851'],
  [['kraken-1851']],
  [{ country: 'GB', networks: 'kraken-1851' }],
  [{ country: 'GB', networks: ['kraken-1851'] }],
  [{ country: 'GB', networks: [['nest', 'kraken-1851']] }],
])('a Wi-Fi password in a wrong place is not shown: %j', (wifi) => {
  const work = () => withLayer(configuration, 'a test', 'rpi_sd_image', { wifi });
  expect(work).toThrow(/rpi_sd_image\.wifi.*the given value/);
  expect(work).not.toThrow(/kraken/);
});

it.each([
  [
    { networks: [{ ssid: 'nest', kr4kenpass: 'password' }] },
    'networks[0]: an unknown field; expected one of ssid, password',
  ],
  [
    { networks: [{ ssid: 'nest', hidden: 'kr4kenpass' }] },
    'networks[0].hidden: the given value is text; expected true',
  ],
  [{ networks: [{ ssid: 'nest', hidden: 47114711 }] }, 'networks[0].hidden: the given value is a number'],
  [{ country: 'kr4kenpass' }, 'country: the given value; expected the ISO code'],
  [
    { networks: [{ ssid: 'nest', pasword: 'kr4kenpass' }] },
    'networks[0].pasword: unknown field; did you mean "password"?',
  ],
])('what stands beside a Wi-Fi password may be one: %j', (wifi, problem) => {
  const work = () => withLayer(configuration, 'a test', 'rpi_sd_image', { wifi });
  expect(work).toThrow(`rpi_sd_image.wifi.${problem}`);
  expect(work).not.toThrow(/kr4ken|4711/);
});

it.each([
  ['rpi_sd_image', { user_data: '#cloud-config\npassword: kr4ken\n' }, 'user_data: the given value; expected the path'],
  ['rpi_sd_image', { network_config: 'wifis: kr4ken\r' }, 'network_config: the given value; expected the path'],
  ['rpi_sd_image', { network_config: ['wifis:\n kr4ken'] }, 'network_config: the given value is a list; expected text'],
  [
    'root_fs',
    { ssh_authorized_keys: ['-----BEGIN OPENSSH PRIVATE KEY-----\nkr4ken'] },
    'ssh_authorized_keys[0]: the given private key; expected a whole SSH public key',
  ],
  [
    'root_fs',
    { ssh_authorized_keys: ['-----BEGIN PRIVATE KEY-----', 'kr4ken'] },
    'ssh_authorized_keys[1]: the given value; expected a whole SSH public key',
  ],
  [
    'root_fs',
    { ssh_authorized_keys: '-----BEGIN PRIVATE KEY----- kr4ken' },
    'the given private key is text; expected a list',
  ],
  ['root_fs', { repositories: [{ 'https://u:kr4ken@h/d': 1 }] }, 'repositories[0].https://***@h/d: unknown field'],
  ['root_fs', { repositories: [{ 'uris\nkr4ken': 1 }] }, 'repositories[0]: an unknown field; expected one of uris'],
])('content and credentials in %s are not shown: %j', (component, fields, problem) => {
  const work = () => withLayer(configuration, 'a test', component, fields);
  expect(work).toThrow(problem);
  expect(work).not.toThrow('kr4ken');
});
