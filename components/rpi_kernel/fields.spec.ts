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
  ])('is not %s', (_, value) => {
    expect(accepts(value)).toBe(false);
  });

  it('may be a Debian package', () => {
    const packages = ['deb:linux-source-6.12', 'deb:linux-image-arm64', 'deb:raspi-firmware'];
    expect(packages.filter(accepts)).toEqual(name === 'kernel_repo' ? packages.slice(0, 2) : packages);
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
