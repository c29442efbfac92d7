import { check } from './check';

describe('maxBytes', () => {
  const schema = { properties: { tea: { properties: { leaf: { maxBytes: 4 } } } } };
  const lay = (leaf: unknown) => () => check('a test', { tea: { leaf } }, schema);

  it.each(['mint', 'é é'.slice(0, 2), ['a', 'bc'], [], 12345])('allows %j', (leaf) => {
    expect(lay(leaf)).not.toThrow();
  });

  it.each([['mints'], ['éàü'], [['ab', 'cd']]])('counts the bytes of a text, or of a list as one line: %j', (leaf) => {
    expect(lay(leaf)).toThrow(/tea\.leaf: .* must have at most 4 bytes/);
  });
});

describe('uniqueBy', () => {
  const schema = { properties: { tea: { properties: { cups: { type: 'array', uniqueBy: 'name' } } } } };
  const lay = (cups: unknown) => () => check('a test', { tea: { cups } }, schema);

  it('refuses two items with the same member', () => {
    expect(lay([{ name: 'a' }, { name: 'b' }, {}, {}])).not.toThrow();
    expect(lay([{ name: 'a' }, { name: 'a' }])).toThrow('tea.cups: the given value has two items with the same name');
  });
});

describe('disjoint', () => {
  const schema = { properties: { tea: { properties: { cups: { type: 'object', disjoint: ['full', 'empty'] } } } } };
  const lay = (cups: object) => () => check('a test', { tea: { cups } }, schema);

  it('refuses lists with a common item', () => {
    for (const cups of [{}, { full: ['a', 'a'] }, { full: ['a'], empty: ['b'] }, { full: ['a'], other: ['a'] }])
      expect(lay(cups)).not.toThrow();
    expect(lay({ full: ['a', 'b'], empty: ['b'] })).toThrow('tea.cups: "b" is in full and in empty');
  });
});

describe('apart', () => {
  const apart = { member: 'at', least: 64 };
  const schema = { properties: { tea: { properties: { cups: { type: 'array', apart } } } } };
  const lay = (...places: unknown[]) =>
    check.bind(undefined, 'a test', { tea: { cups: places.map((at) => ({ at })) } }, schema);

  it('refuses items that are not in their order, or too close', () => {
    for (const places of [[], [0], [0, 64], [100, 200, 300]]) expect(lay(...places)).not.toThrow();
    for (const places of [
      [0, 63],
      [100, 100],
      [200, 100],
    ])
      expect(lay(...places)).toThrow('must have at at least 64 apart, in ascending order');
  });
});

describe('addresses', () => {
  const gateway = {
    format: 'address',
    withinNetworkOf: 'address',
    patternErrorMessage: 'expected a neighbour',
  };
  const pot = { type: 'object', properties: { address: { format: 'hostAddress' }, gateway } };
  const schema = { properties: { tea: { properties: { pot } } } };
  const lay = (pot: unknown) => () => check('a test', { tea: { pot } }, schema);

  it.each([
    ['192.168.1.10/24', '192.168.1.1'],
    ['192.168.1.10/16', '192.168.200.1'],
    ['10.0.0.0/31', '10.0.0.1'],
    ['fd00::2/64', 'fd00::1'],
    [undefined, '10.0.0.1'],
  ])('%s with the gateway %s', (address, gateway) => {
    expect(lay({ ...(address && { address }), gateway })).not.toThrow();
  });

  it.each([
    ['192.168.1.10/24', '192.168.2.1'],
    ['192.168.1.10/24', '192.168.1.10'],
    ['192.168.1.10/24', 'fd00::1'],
    ['fd00::2/64', 'fd00:0:0:1::1'],
    ['192.168.1.10/24', '192.168.1'],
  ])('not %s with the gateway %s', (address, gateway) => {
    expect(lay({ address, gateway })).toThrow(`tea.pot.gateway: "${gateway}"; expected a neighbour`);
  });

  it.each(['127.0.0.1/8', '0.0.0.1/8', '224.0.0.5/4', '240.0.0.1/8', '::1/64', '::/128', 'ff02::1/64'])(
    'nor %s, which is no single host in its network',
    (address) => {
      expect(lay({ address })).toThrow('tea.pot.address');
    },
  );

  it.each(['192.168.1.10', '192.168.1.0/24', '192.168.1.255/24', '192.168.1.10/33', '1.2.3/8', 'x/8', 'fd00::2/129'])(
    'not %s as the address of a host',
    (address) => {
      expect(lay({ address })).toThrow('tea.pot.address');
    },
  );
});
