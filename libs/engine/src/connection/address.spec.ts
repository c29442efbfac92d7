import { parseAddress } from './address';

describe('parseAddress', () => {
  it.each([
    ['unix:///run/user/1000/docker.sock', { kind: 'unix', path: '/run/user/1000/docker.sock' }],
    ['unix://', { kind: 'unix', path: '/var/run/docker.sock' }],
    ['/var/run/docker.sock', { kind: 'unix', path: '/var/run/docker.sock' }],
    ['npipe:////./pipe/other', { kind: 'npipe', path: '//./pipe/other' }],
    ['npipe://', { kind: 'npipe', path: '//./pipe/docker_engine' }],
    ['tcp://build.example:2375', { kind: 'tcp', host: 'build.example', port: 2375, tls: false }],
    ['tcp://build.example', { kind: 'tcp', host: 'build.example', port: 2375, tls: false }],
    ['tcp://build.example:80', { kind: 'tcp', host: 'build.example', port: 80, tls: false }],
    ['tcp://[::1]:1234/', { kind: 'tcp', host: '::1', port: 1234, tls: false }],
    ['build.example:1234', { kind: 'tcp', host: 'build.example', port: 1234, tls: false }],
    ['https://build.example', { kind: 'tcp', host: 'build.example', port: 2376, tls: true }],
    ['ssh://pi@build.example:2222', { kind: 'ssh', host: 'build.example', user: 'pi', port: 2222 }],
    ['ssh://build.example/run/docker.sock', { kind: 'ssh', host: 'build.example', socket: '/run/docker.sock' }],
  ])('takes apart %s', (text, address) => {
    expect(parseAddress(text, false)).toEqual(address);
  });

  it('takes the other usual port with TLS', () => {
    expect(parseAddress('tcp://build.example', true)).toMatchObject({ port: 2376, tls: true });
  });

  it.each([
    ['fd://', 'is not supported'],
    ['tcp://', 'is not an address'],
    ['tcp://host:port', 'is not an address'],
    ['tcp://host:2375/prefix', 'must end with the port'],
    ['ssh://pi:secret@host', 'no password'],
  ])('refuses %s', (text, reason) => {
    expect(() => parseAddress(text, false)).toThrow(reason);
  });

  it.each([
    'ssh://-oProxyCommand=reboot',
    'ssh://-oProxyCommand=reboot@host',
    'ssh://%2DoProxyCommand@host',
    'ssh://pi@host/run/$(reboot)',
  ])('lets nothing through that ssh or a shell would take for more than a name: %s', (text) => {
    expect(() => parseAddress(text, false)).toThrow(/safe to pass to ssh|may contain only/);
  });
});
