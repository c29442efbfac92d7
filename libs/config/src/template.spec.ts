import { expand, TemplateInvalid } from './index';

describe('expand', () => {
  const values = {
    target: 'arm64-debian',
    version: 'latest',
    kernel_branch: '',
    branch: 'rpi-6.12.y',
    'input:kernel': 'k.tar.gz',
    images: ['nginx:1', 'x.tar'],
    none: [],
    megabytes: 0,
    ssh: { port: 22 },
    networks: [{ ssid: 'a' }, { ssid: 'b' }],
  };

  it.each([
    ['rootfs-{target}-{version}.tar.gz', 'rootfs-arm64-debian-latest.tar.gz'],
    ['{kernel_branch|branch}', 'rpi-6.12.y'],
    ['{kernel_branch}', ''],
    ['{input:kernel}', 'k.tar.gz'],
    ['{input:kernel%.tar.gz}', 'k'],
    ['{target%.tar.gz}', 'arm64-debian'],
    ['{images}', 'nginx:1\nx.tar'],
    ['{none}', ''],
    ['{none|target}', 'arm64-debian'],
    ['{megabytes}', '0'],
    ['{ssh}', '{"port":22}'],
    ['{networks}', '[{"ssid":"a"},{"ssid":"b"}]'],
    ['*-hypriotos-v8.tar.gz', '*-hypriotos-v8.tar.gz'],
  ])('%s becomes %s', (template, expected) => {
    expect(expand(template, values)).toBe(expected);
  });

  it.each(['{verzion}', '{constructor}', '{toString}', '{verzion|target}'])(
    'names what is not there: %s',
    (template) => {
      expect(() => expand(template, values)).toThrow(TemplateInvalid);
    },
  );

  it('suggests what was meant', () => {
    expect(() => expand('a-{verzion}', values)).toThrow(
      /names \{verzion\}, which does not exist; did you mean "version"\?$/,
    );
  });
});
