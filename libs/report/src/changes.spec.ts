import { changesBetween, parsePackages } from './changes';

const image = (packages: Record<string, string>, missing: Record<string, string> = {}) => ({
  packages: Object.entries(packages).map(([name, version]) => ({ name, version })),
  findings: Object.entries(missing).map(([name, available]) => ({
    ...{ kind: 'security', package: name, installed: packages[name]!, available, archive: 'stable-security' },
  })),
});

describe('changes between two images', () => {
  it('are packages that were added, removed, upgraded and downgraded, in the order of dpkg', () => {
    const before = image({ apt: '1:1.0~rc1', bash: '5.2', curl: '8', dash: '1' });
    const after = image({ zsh: '5', apt: '1:1.0', bash: '5.2~deb13u1', curl: '8' });
    const changes = changesBetween(before, after, 'before');
    expect(changes.added).toEqual([{ name: 'zsh', version: '5' }]);
    expect(changes.removed).toEqual([{ name: 'dash', version: '1' }]);
    expect(changes.changed).toEqual([
      { name: 'apt', before: '1:1.0~rc1', after: '1:1.0', direction: 'upgraded', isSecurity: false },
      { name: 'bash', before: '5.2', after: '5.2~deb13u1', direction: 'downgraded', isSecurity: false },
    ]);
  });

  it('say which of them are security updates that an audit had found missing', () => {
    const after = image({ apt: '2', bash: '6', curl: '9' });
    const before = image({ apt: '1', bash: '5', curl: '8' }, { apt: '2~deb13u1', curl: '9+deb13u1' });
    const security = changesBetween(before, after, '').changed.map(({ name, isSecurity }) => [name, isSecurity]);
    expect(Object.fromEntries(security)).toEqual({ apt: true, bash: false, curl: false });
    const unknown = changesBetween({ packages: before.packages }, after, '');
    expect(unknown.changed.map(({ isSecurity }) => isSecurity)).toEqual([false, false, false]);
  });
});

describe('the list of packages beside an image', () => {
  it('has name and version on each line', () => {
    expect(parsePackages('apt\t3.0.4\tarm64\nbash\t5.2\tarm64\n')).toEqual([
      { name: 'apt', version: '3.0.4' },
      { name: 'bash', version: '5.2' },
    ]);
  });
});
