import { changesBetween, parsePackages } from './changes';

const image = (packages: Record<string, string>, ids?: string[]) => ({
  packages: Object.entries(packages).map(([name, version]) => ({ name, version })),
  ...(ids && { audit: ids.map((id) => ({ id, package: 'apt', version: '', severity: 'high', fixedIn: '' })) }),
});

describe('changes between two images', () => {
  it('are packages that were added, removed, upgraded and downgraded, in the order of dpkg', () => {
    const before = image({ apt: '1:1.0~rc1', bash: '5.2', curl: '8', dash: '1' });
    const after = image({ zsh: '5', apt: '1:1.0', bash: '5.2~deb13u1', curl: '8' });
    const changes = changesBetween(before, after, 'before');
    expect(changes.added).toEqual([{ name: 'zsh', version: '5' }]);
    expect(changes.removed).toEqual([{ name: 'dash', version: '1' }]);
    expect(changes.changed).toEqual([
      { name: 'apt', before: '1:1.0~rc1', after: '1:1.0', direction: 'upgraded', fixed: [] },
      { name: 'bash', before: '5.2', after: '5.2~deb13u1', direction: 'downgraded', fixed: [] },
    ]);
  });

  it('have the vulnerabilities that are gone, if both images were looked at', () => {
    const [before, after] = [image({ apt: '1' }, ['CVE-1', 'CVE-2']), image({ apt: '2' }, ['CVE-2', 'CVE-3'])];
    expect(changesBetween(before, after, '').changed[0]!.fixed).toEqual(['CVE-1']);
    expect(changesBetween(before, image({ apt: '2' }), '').changed[0]!.fixed).toEqual([]);
    expect(changesBetween(image({ apt: '1' }), after, '').changed[0]!.fixed).toEqual([]);
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
