import { ConfigurationInvalid, withLayer } from './index';
import { configuration } from './testing/this-workspace';

describe('what the fields take', () => {
  const KEY = 'AAAAC3NzaC1lZDI1NTE5AAAAIMN63jLkKQ2Qz36R9IagRjN6DxgcL6lwXt1aXc0OpgCp';
  const DIGEST = `sha256:${'0af'.repeat(21)}0`;
  const lay = (component: string, field: string, value: unknown) => () =>
    withLayer(configuration, 'a test', component, { [field]: value });

  it.each<[string, unknown, string]>([
    ['container_images', [], ''],
    ['container_images', ['nginx:1.29'], ''],
    [
      'container_images',
      ['docker.io/library/nginx:1.29', `ghcr.io/davy/my__app:2@${DIGEST}`, `a/b:1_2.x-y@${DIGEST}`],
      '',
    ],
    ['container_images', ['http://10.0.0.1:5000/davy/app:1', 'localhost:5000/app:1', 'Registry.test/app:1'], ''],
    ['container_images', ['images/a b.tar', '/srv/x.tar.gz', '../x.tgz', './x.tar.xz', 'x.tar.zst'], ''],
    ['container_images', ['sea.test:65535/app:1', 'images:1/99999/x.tar'], ''],
    ['container_images', ['sea.test:65536/app:1'], 'container_images[0]: "sea.test:65536/app:1"'],
    ['container_images', ['http://sea.test:99999/app:1'], 'container_images[0]: "http://sea.test:99999/app:1"'],
    ['container_images', ['nginx'], 'container_images[0]: "nginx"'],
    ['container_images', [`nginx@${DIGEST}`], 'container_images[0]: "nginx@'],
    ['container_images', ['nginx:1', 'images/x.zip'], 'container_images[1]: "images/x.zip"'],
    ['container_images', ['https://host/x:1'], 'container_images[0]'],
    ['container_images', ['http://app:1'], 'container_images[0]'],
    ['container_images', ['https://host/x.tar'], 'container_images[0]'],
    ['container_images', ['http://davy:locker@host/x:1'], '"http://***@host/x:1"'],
    ['container_images', ['davy:locker@host/x:1'], '"***@host/x:1"'],
    ['container_images', ['nginx:1\n'], 'container_images[0]'],
    ['container_images', ['a\nb.tar'], 'container_images[0]'],
    ['container_images', ['Nginx:1'], 'container_images[0]'],
    ['container_images', ['.tar'], 'container_images[0]'],
    ['container_images', 'nginx:1', 'is text; expected a list: ["nginx:1"]'],
    ['container_images', [7], 'container_images[0]: 7 is a number; expected text'],
    ['compose_file', 'stack', ''],
    ['compose_file', 'https://host/compose.yaml', 'expected the path of a compose file'],
    ['root_megabytes', 4000, ''],
    ['boot_megabytes', 0, ''],
    ['boot_megabytes', 64, ''],
    ['boot_megabytes', 63, '63; expected a size in megabytes, from 64 to 4096, or 0'],
    ['boot_megabytes', 4097, 'from 64 to 4096'],
    ['root_megabytes', -1, '-1; expected a size in megabytes, from 1024 to 1048576, or 0'],
    ['root_megabytes', 1, '1; expected a size in megabytes, from 1024'],
    ['root_megabytes', 2_000_000, 'expected a size in megabytes'],
    ['root_megabytes', 1.5, 'expected a whole number'],
    ['root_megabytes', '4000', 'expected a whole number'],
    ['containerd_version', '1.7', ''],
    ['runc_version', 'newest', 'expected a version'],
    ['config_txt', ['# I2C', 'dtparam=i2c_arm=on', '[pi4]', 'arm_boost=1', '[EDID=VSC-TD2220]', '[gpio4=1]'], ''],
    ['config_txt', ['hdmi_mode:1=4', '[cm4]', 'include extra.txt', 'initramfs my.img 0x00800000', 'x='], ''],
    ['config_txt', ['a=1', '[pi 4]'], 'config_txt[1]: "[pi 4]"; expected a line of config.txt'],
    ['config_txt', ['[pie]'], 'config_txt[0]: "[pie]"; expected'],
    ['config_txt', ['dtparam i2c_arm=on'], 'or a section, such as [pi4]'],
    ['config_txt', ['a=1\n[pi4]'], 'config_txt[0]'],
    ['config_txt', [`a=${'1'.repeat(96)}`], ''],
    ['config_txt', [`a=${'1'.repeat(97)}`], 'at most 98 characters long'],
    [
      'wifi',
      {
        country: 'GB',
        networks: [
          { ssid: 'ä'.repeat(16), password: 'yo ho ho' },
          { ssid: 'b', psk: '0aF1'.repeat(16), hidden: true },
        ],
      },
      '',
    ],
    [
      'wifi',
      { country: 'GB', networks: [{ ssid: 'ä'.repeat(17) }] },
      'wifi.networks[0].ssid: the given value; expected the name of a Wi-Fi network, at most 32 bytes long',
    ],
    [
      'wifi',
      { country: 'GB', networks: [{ ssid: 'a', password: 'yo ho o' }] },
      'wifi.networks[0].password: the given value; expected a Wi-Fi password: 8 to 63',
    ],
    [
      'wifi',
      { country: 'GB', networks: [{ ssid: 'a', password: 'a'.repeat(64) }] },
      'expected a Wi-Fi password: 8 to 63',
    ],
    [
      'wifi',
      { country: 'GB', networks: [{ ssid: 'a', psk: 'a'.repeat(63) }] },
      'wifi.networks[0].psk: the given value; expected a key',
    ],
    [
      'wifi',
      { country: 'GB', networks: [{ ssid: 'a', psk: 'a'.repeat(64), password: 'a'.repeat(8) }] },
      'with a password or a psk, not with both',
    ],
    [
      'wifi',
      { country: 'GB', networks: [{ ssid: 'a' }, { ssid: 'a', hidden: true }] },
      'wifi.networks: the given value has two items with the same ssid',
    ],
    ['wifi', { country: 'GB', networks: [{ password: 'yo ho ho' }] }, 'wifi.networks[0]: "ssid" is missing'],
    ['wifi', { country: 'gb' }, 'wifi.country: "gb"; expected the ISO code of a country, such as GB'],
    ['wifi', { country: 'UK' }, 'wifi.country: "UK"; expected the ISO code of a country, such as GB for the United'],
    ['wifi', { country: 'XK' }, 'wifi.country: "XK"; expected'],
    ['wifi', { networks: [{ ssid: 'a' }] }, 'rpi_sd_image.wifi: "country" is missing'],
    ['network', { address: '192.168.1.10/24', gateway: '192.168.1.1', dns: ['9.9.9.9', 'fd00::1'] }, ''],
    [
      'network',
      { address: '192.168.1.10' },
      'network.address: "192.168.1.10"; expected the address of a host with the prefix',
    ],
    [
      'network',
      { address: '192.168.1.10/24', gateway: '192.168.2.1' },
      'network.gateway: "192.168.2.1"; expected the address of another host in the network of network.address',
    ],
    ['network', { dns: ['one'] }, 'network.dns[0]: "one"; expected the IP address of a name server'],
    ['network', { dns: ['127.0.0.1'] }, ''],
    ['network', { dns: ['0.0.0.0'] }, 'network.dns[0]: "0.0.0.0"; expected the IP address of a name server'],
    ['network', { address: '192.168.1.10/24', gateway: '192.168.1.255' }, 'network.gateway: "192.168.1.255"; expected'],
    ['network', { address: '2001:db8::10/64', gateway: 'fe80::1' }, ''],
    ['network', { address: '192.168.1.10/24', interface: 'eth1' }, ''],
    [
      'network',
      { address: '192.168.1.10/24', interface: 'end0' },
      `"end0"; expected the kernel's name of an interface`,
    ],
    ['network', { address: '192.168.1.10/24', interface: 'docker0' }, '"docker0"; expected the name of an interface'],
    ['network', { address: '127.0.0.1/8' }, 'network.address: "127.0.0.1/8"; expected the address of a host'],
    [
      'network',
      { interface: 'wlan0', dns: ['9.9.9.9'] },
      'network.interface: "wlan0"; expected a wired interface, such as eth0',
    ],
    [
      'network',
      { interface: 'wlan0', address: '10.0.0.2/8' },
      'network.interface: "wlan0"; expected a wired interface, such as eth0, because rpi_sd_image.wifi has no networks',
    ],
    ['format', ['xz', 'zip', 'raw', 'zst'], ''],
    ['format', ['gz'], 'format[0]: "gz" is not one of "zip", "xz", "zst", "raw"'],
    ['format', [], 'format: []; expected at least one of zip, xz, zst and raw, each once'],
    ['format', ['xz', 'xz'], 'format: ["xz","xz"]; expected at least one of'],
    ['format', null, 'format: null; expected a list: [ ... ]'],
    ['network_config', 'net.yaml', ''],
    ['network_config', 'https://host/net.yaml', 'expected the path of a file with a network configuration'],
    ['user_data_mode', 'append', '"append" is not one of "merge", "replace"'],
    ['cmdline', ['quiet', 'cgroup_enable=memory', 'dyndbg="file usb.c +p"'], ''],
    ['cmdline', ['quiet splash'], 'cmdline[0]: "quiet splash"; expected one argument of the kernel'],
    ['cmdline', ['a="b'], 'cmdline[0]'],
    ['cmdline', ['quiet\n'], 'cmdline[0]'],
    ['cmdline', ['init=/bin/sh'], 'cmdline[0]: "init=/bin/sh"; expected one argument of the kernel'],
    ['cmdline', ['quiet', 'root=/dev/sda2'], 'none that keeps the system from starting as usual, such as init or root'],
    ['cmdline', ['single'], 'cmdline[0]'],
    ['cmdline', ['rootflags=noatime', 'initcall_debug', 'root'], ''],
    ['cmdline', [''], 'cmdline[0]'],
    ['cmdline', [`a=${'b'.repeat(600)}`, `c=${'d'.repeat(600)}`], 'must have at most 1024 bytes'],
  ])('rpi_sd_image.%s %j', (field, value, problem) => {
    const work = lay('rpi_sd_image', field, value);
    if (problem === '') expect(work).not.toThrow();
    else expect(work).toThrow(problem);
  });

  it.each<[string, string, unknown, string]>([
    ['base_image', 'apt_proxy', 'http://192.168.1.5:65535', ''],
    [
      'base_image',
      'apt_proxy',
      'http://192.168.1.5:65536',
      'apt_proxy: "http://192.168.1.5:65536"; expected the URL of a proxy',
    ],
    ['base_image', 'apt_proxy', 'davy:locker@localhost:3142', 'apt_proxy: "***@localhost:3142"; expected the URL'],
    ['base_image', 'mirror', 'davy:locker@localhost/debian', 'mirror: "***@localhost/debian"; expected the URL'],
    ['rpi_kernel', 'kernel_repo', 'davy:locker@localhost/x.git', 'kernel_repo: "***@localhost/x.git"; expected'],
    ['base_image', 'mirror', 'https://deb.test:99999/debian', 'expected the URL of a Debian mirror'],
    ['root_fs', 'mirror', 'http://deb.test:99999/debian', 'expected the URL of a mirror'],
    ['root_fs', 'mirror', 'debian', ''],
    ['root_fs', 'keyring', 'https://deb.test:65536/key.gpg', 'expected a file in the builder image'],
    ['rpi_kernel', 'kernel_repo', 'ssh://git@sea.test:65535/linux', ''],
    [
      'rpi_kernel',
      'kernel_repo',
      'ssh://git@sea.test:65536/linux',
      'kernel_repo: "ssh://git@sea.test:65536/linux"; expected',
    ],
    ['rpi_bootloader', 'firmware_repo', 'https://sea.test:99999/firmware', 'firmware_repo: '],
    ['base_image', 'mirror', 'https://999.168.1.5/debian', 'expected the URL of a Debian mirror'],
    ['root_fs', 'username', 'davy_jones-1', ''],
    ['root_fs', 'username', 'd'.repeat(31), ''],
    ['root_fs', 'username', 'd'.repeat(32), 'at most 31 characters'],
    ['root_fs', 'username', 'backup', '"backup"; expected an account name: '],
    ['root_fs', 'groupname', 'users', '"users"; expected an account name: '],
    ['root_fs', 'groupname', 'docker', 'not a name that the system uses itself'],
    ['root_fs', 'password', 'p'.repeat(256), ''],
    ['root_fs', 'password', 'p'.repeat(257), 'root_fs.password: the given value; expected a password'],
    ['root_fs', 'password', 'é'.repeat(129), 'at most 256 bytes'],
    ['root_fs', 'password', 'a\u0000b', 'one line of text without control characters'],
    ['root_fs', 'password', 'abc\r', 'one line of text without control characters'],
    ['root_fs', 'architecture', 'armhf', '"armhf"; expected nothing, because only the target mips has a choice'],
    ['root_fs', 'keyring', 'https://a.example/key', 'keyring_fingerprint: ""; expected the fingerprint of the key'],
    ['root_fs', 'services', { disabled: ['avahi-daemon.service', 'fstrim.timer', 'sleep.target', 'tmp.mount'] }, ''],
    ['root_fs', 'services', { disabled: ['docker.socket'] }, 'disabled[0]: "docker.socket"; expected the full name'],
    ['root_fs', 'services', { disabled: ['cloud-init-main.service'] }, 'and none that each board needs'],
    ['root_fs', 'services', { disabled: ['multi-user.target'] }, 'and none that each board needs'],
    ['root_fs', 'services', { disabled: ['-.mount'] }, 'and none that each board needs'],
    ['root_fs', 'services', { disabled: ['dbus.service'] }, 'and none that each board needs'],
    ['root_fs', 'services', { enabled: ['a.timer'], disabled: ['a.timer'] }, '"a.timer" is in enabled and in disabled'],
    ['root_fs', 'file_modes', [{ path: '/etc/x' }], 'file_modes[0]: the given value; expected a path with its owner'],
    ['root_fs', 'hostname', 'pearl.example', 'expected a host name'],
    ['rpi_kernel', 'kernel_repo', 'deb:linux-source-6.12', ''],
    ['rpi_kernel', 'kernel_repo', 'deb:linux-image-arm64', ''],
    ['rpi_kernel', 'kernel_repo', 'deb:bash', 'expected a Debian package, deb:linux-source-VERSION'],
    ['rpi_kernel', 'kernel_repo', 'https://git.test/linux.git', ''],
    ['rpi_kernel', 'kernel_repo', 'git@git.test:linux', ''],
    ['rpi_kernel', 'kernel_repo', 'file:///linux', 'the URL of a git repository'],
    ['rpi_kernel', 'kernel_repo', 'https://-oProxyCommand=x', 'the URL of a git repository'],
    ['rpi_bootloader', 'firmware_repo', 'deb:raspi-firmware', ''],
    ['rpi_bootloader', 'firmware_repo', '-x@git.test:firmware', 'the URL of a git repository'],
  ])('%s.%s %j', (component, field, value, problem) => {
    const work = lay(component, field, value);
    if (problem === '') expect(work).not.toThrow();
    else expect(work).toThrow(problem);
  });

  it.each([
    `ssh-ed25519 ${KEY}`,
    `ssh-ed25519 ${KEY} davy@locker, the "second" one`,
    'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBMDm/SUEE2CP/TZwFDE9RY6Dvd2vThBC9cqoi8xjADVexpWIfvRH2PW6R/c29qgX7Xy6oSFEC/Tam7DVCr4e3Ag=',
    `no-pty,from="10.0.0.*",command="date --utc" ssh-ed25519 ${KEY}`,
  ])('root_fs.ssh_authorized_keys ["%s"]', (key) => {
    expect(lay('root_fs', 'ssh_authorized_keys', [key])).not.toThrow();
  });

  it.each([
    `ssh-ed25519 ${KEY.slice(0, -8)}`,
    `ssh-rsa ${KEY}`,
    '~/.ssh/id_ed25519.pub',
    'id_ed25519',
    KEY,
    `ssh-ed25519 ${KEY}\nssh-ed25519 ${KEY}`,
    `ssh-ed25519 ${KEY.slice(0, 40)}\n${KEY.slice(40)}`,
    `ssh-ed25519 ${KEY.slice(0, 40)}`,
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
  ])('root_fs.ssh_authorized_keys refuses %j', (key) => {
    expect(lay('root_fs', 'ssh_authorized_keys', [key])).toThrow(ConfigurationInvalid);
    expect(lay('root_fs', 'ssh_authorized_keys', [key])).toThrow(
      /root_fs\.ssh_authorized_keys\[0\]: .*; expected a whole SSH public key: one line/,
    );
  });
});
