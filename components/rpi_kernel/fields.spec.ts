import { properties as firmware } from '../rpi_bootloader/fields.json';
import { definitions, properties as kernel } from './fields.json';

const FIELDS = { kernel_repo: kernel.kernel_repo, firmware_repo: firmware.firmware_repo };
const FROM_GIT = [
  'https://git.test/linux.git',
  'http://git.test:8080/linux',
  'git://[::1]/linux',
  'ssh://git@git.test:22/~/linux',
  'https://user:word@git.test/a@-b',
  'git@git.test:linux',
];

// The builders take the values as they are: what git or apt would refuse for its form, the schema has to refuse.
describe.each(Object.entries(FIELDS))('%s', (name, { pattern }) => {
  const accepts = (value: string) => new RegExp(pattern, 'u').test(value);

  it.each(FROM_GIT)('may be %s', (value) => {
    expect(accepts(value)).toBe(true);
  });

  it.each([
    ['a command', 'ext::touch% /planted'],
    ['a folder', '/linux'],
    ['a file', 'file:///linux'],
    ['an option', '--upload-pack=touch'],
    ['a host that is an option', 'ssh://-oProxyCommand=x/linux'],
    ['a host that is an option, after a user', 'ssh://git@-oProxyCommand=x/linux'],
    ['an scp-like host that is an option', 'git@-oProxyCommand:linux'],
    ['an scp-like path that is an option', 'git@git.test:--upload-pack=x'],
    ['two words', 'https://git.test/linux more'],
    ['a package without a name', 'deb:'],
    ['an option of apt', 'deb:-oDir=/'],
    ['a package of no suite', 'deb:linux-source/'],
    ['a package of an option', 'deb:linux-source/-oDir'],
    ['a package in a folder', 'deb:linux-source/../../trixie'],
  ])('is not %s', (_, value) => {
    expect(accepts(value)).toBe(false);
  });

  it('may be a Debian package', () => {
    const kernels = [
      'deb:linux-source-6.12',
      'deb:linux-image-arm64',
      'deb:linux-source',
      'deb:linux-source/trixie-backports',
      'deb:linux-source-7.3/trixie-backports',
      'deb:linux-image-arm64/trixie-backports',
    ];
    const others = ['deb:raspi-firmware', 'deb:raspi-firmware/trixie-backports'];
    expect([...kernels, ...others].filter(accepts)).toEqual(name === 'kernel_repo' ? kernels : [...kernels, ...others]);
  });
});

it.each([
  ['', true],
  ['rpi-6.12.y', true],
  ['feature/x+y', true],
  ['-x', false],
  ['a b', false],
])('the branch %j: %s', (value, accepted) => {
  expect(new RegExp(definitions.branch.pattern, 'u').test(value)).toBe(accepted);
});

it.each([
  ['CONFIG_USB_SERIAL=m', true],
  ['# CONFIG_USB_SERIAL is not set', true],
  ['CONFIG_HZ=1000', true],
  ['CONFIG_CMDLINE="a b"', true],
  ['CONFIG_PHYS=0x1fF', true],
  ['USB_SERIAL=m', false],
  ['CONFIG_USB_SERIAL', false],
  ['CONFIG_USB_SERIAL=m\nCONFIG_HZ=1', false],
  ['CONFIG_CMDLINE="$(a\\nb)"', false],
])('the option %j: %s', (value, accepted) => {
  expect(new RegExp(kernel.kernel_options.items.pattern, 'u').test(value)).toBe(accepted);
});
