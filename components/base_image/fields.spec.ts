import { properties } from './fields.json';

// The values get into apt's files and into a Dockerfile's arguments: what would be more than a URL has to be refused, and
// so do credentials, which would stay in an image.
const accepts = (field: 'mirror' | 'apt_proxy', value: string) =>
  new RegExp(properties[field].pattern, 'u').test(value);

it.each([
  ['mirror', ''],
  ['mirror', 'https://deb.debian.org/debian'],
  ['mirror', 'http://192.168.1.5:8080/mirrors/debian/'],
  ['apt_proxy', ''],
  ['apt_proxy', 'http://proxy.test:3142'],
  ['apt_proxy', 'http://192.168.1.5:3142/'],
] as const)('%s may be %j', (field, value) => {
  expect(accepts(field, value)).toBe(true);
});

describe.each(['mirror', 'apt_proxy'] as const)('%s', (field) => {
  it.each([
    ['credentials', 'http://user:word@proxy.test:3142'],
    ['a user', 'http://user@proxy.test'],
    ['another protocol', 'ftp://proxy.test'],
    ['no protocol', 'proxy.test:3142'],
    ['no host', 'http://'],
    ['a quotation mark', 'http://proxy.test";Dir "/'],
    ['a blank', 'http://proxy.test/ more'],
    ["a mark of sed's", 'http://proxy.test/#e'],
    ['a line end', 'http://proxy.test\n'],
    ['a query', 'http://proxy.test/?token=secret'],
  ])('has no %s', (_, value) => {
    expect(accepts(field, value)).toBe(false);
  });
});

describe('a snapshot', () => {
  const isOne = (value: string) => new RegExp(properties.snapshot.items.pattern, 'u').test(value);

  it.each([
    'https://snapshot.debian.org/archive/debian/20261101T000000Z trixie main non-free-firmware',
    'http://192.168.1.5:8080/debian/ trixie-security main',
  ])('may be %j', (value) => expect(isOne(value)).toBe(true));

  it.each([
    ['credentials', 'http://user:word@mirror.test/debian trixie main'],
    ['another protocol', 'file:///debian trixie main'],
    ['an option', 'http://mirror.test/debian [trusted=yes] trixie main'],
    ['no components', 'http://mirror.test/debian trixie'],
    ['another line', 'http://mirror.test/debian trixie main\ndeb http://other.test x main'],
  ])('has not %s', (_, value) => expect(isOne(value)).toBe(false));
});
