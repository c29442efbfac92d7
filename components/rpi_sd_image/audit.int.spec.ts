import { join } from 'node:path';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';

const KEYS = '/usr/share/keyrings/distribution.gpg';
const SOURCE = `Types: deb
URIs: http://localhost:8000
Suites: trixie trixie-security trixie-updates trixie-backports
Components: main
Signed-By: ${KEYS}`;

let proof: RunningContainer;

beforeAll(async () => {
  proof = new RunningContainer(await builderImage('rpi_sd_image_proof', 'components/rpi_sd_image/proof'));
  proof.copyIn(join(__dirname, 'testing', 'signed-archive.sh'), '/signed-archive.sh');
  const { code, output } = await run(`
    mkdir --parents /workspace /keys /tree/etc/apt/sources.list.d /tree/usr/share/keyrings /tree/var/lib/dpkg
    make_key /keys/distribution.gpg; make_key /keys/stranger.gpg; serve
    cp /keys/distribution.gpg /tree${KEYS}
    add_suite trixie distribution.gpg 'Origin: Debian' 'Label: Debian' <<END
dpkg 1.22
libssl3 3.0-1 openssl
openssl 3.0-1
curl 8.0-2
vim 9.0-1
candidate 1.0-1
tool 1.0-1
fleet 1.0-1
END
    add_suite trixie-security distribution.gpg 'Origin: Debian' 'Label: Debian-Security' <<END
libssl3 3.0-1+deb13u1 openssl
openssl 3.0-1+deb13u1
curl 8.0-1+deb13u1
END
    add_suite trixie-updates distribution.gpg 'Origin: Debian' 'Label: Debian' <<<'vim 9.0-1.1'
    add_suite trixie-backports distribution.gpg 'Origin: Debian Backports' 'NotAutomatic: yes' 'ButAutomaticUpgrades: yes' <<<'tool 2.0-1~bpo13+1'
    add_installed dpkg 1.22
    add_installed libssl3 3.0-1 openssl; add_installed openssl 3.0-1
    add_installed curl 8.0-1
    add_installed vim 9.0-1
    # By Debian's order it is older than 1.0-1.
    add_installed candidate 1.0~rc1-1
    add_installed tool 1.0-1
    add_installed lost 1.0-1
    add_installed fleet 2.0-1
    add_installed removed 1.0-1 removed '' 'deinstall ok config-files'
    add_installed linux-image-7.3.4-hypriotos-v8 7.3.4-1 '' 'Hypriotkit <hypriotkit@localhost>'`);
  expect({ code, output }).toEqual({ code: 0, output: '' });
});
afterAll(() => proof?.remove());

const run = (script: string, env: Record<string, string> = {}) =>
  proof.run(`set -euo pipefail; source /signed-archive.sh; ${script}`, env);

/** Audits an image whose apt has this source. */
async function audit(source: string, env: Record<string, string> = {}, prepare = '') {
  const { code, output } = await run(
    `echo '${source}' >/tree/etc/apt/sources.list.d/debian.sources; ${prepare}
     make_image /workspace/an.img; rm -f /workspace/audit.*; python3 -u /proof/audit.py`,
    { IMAGE_ARTIFACT: 'an.img', ...env },
  );
  const report = await proof.run('cat /workspace/audit.json');
  return { code, output, report: JSON.parse(report.output) as { ok: boolean; findings: Record<string, string>[] } };
}

const WITHOUT_SECURITY = SOURCE.replace(' trixie-security', '');

it('says what the archives have that the image has not, security updates first, by source package', async () => {
  const { code, output } = await audit(SOURCE);
  expect(output.slice(output.indexOf('Security updates:')).replace(/\(\d+\.\d s\)/g, '(SECONDS)')).toBe(
    `Security updates: 3
  curl
    curl 8.0-1 -> 8.0-2 (trixie-security)
  openssl
    libssl3 3.0-1 -> 3.0-1+deb13u1 (trixie-security)
    openssl 3.0-1 -> 3.0-1+deb13u1 (trixie-security)

Other updates: 2
  candidate
    candidate 1.0~rc1-1 -> 1.0-1 (trixie)
  vim
    vim 9.0-1 -> 9.0-1.1 (trixie-updates)

Not in the archives any more: 2
  fleet
    fleet 2.0-1
  lost
    lost 1.0-1

Made for this image, and in no archive: linux-image-7.3.4-hypriotos-v8 7.3.4-1

10 packages: 3 with security updates, 2 with other updates, 2 not in the archives (SECONDS).
error: an.img is not up to date: 10 packages: 3 with security updates, 2 with other updates, 2 not in the archives (SECONDS).
`,
  );
  expect(output).toMatch(/^Compared with trixie-security of Debian, signed \w{3}, \d{2} /m);
  expect(code).toBe(1);
});

it('has reports for programs and for CI systems', async () => {
  const { report } = await audit(SOURCE);
  expect(report).toMatchObject({ ok: false, error: null, packages: 10 });
  expect(report.findings[0]).toEqual({
    kind: 'security',
    package: 'curl',
    architecture: 'arm64',
    source: 'curl',
    installed: '8.0-1',
    available: '8.0-2',
    archive: 'trixie-security',
  });
  const { output } = await proof.run(
    `cat /workspace/audit.xml; python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("/workspace/audit.xml")'`,
  );
  expect(output).toMatch(/^<testsuites tests="7" failures="3" errors="0"/m);
  expect(output).toContain('message="openssl 3.0-1 -&gt; 3.0-1+deb13u1 (trixie-security)"');
});

it.each([
  ['security', 0],
  ['any', 1],
  ['never', 0],
])('without security updates, but with others: FAIL_ON=%s ends with %d', async (failOn, expected) => {
  const { code, output } = await audit(WITHOUT_SECURITY, { FAIL_ON: failOn });
  expect(output).toMatch(/^Security updates: none\n\nOther updates: 3$/m);
  expect(code).toBe(expected);
});

it('does not fail for security updates where nothing is to fail it', async () => {
  const { code, output } = await audit(SOURCE, { FAIL_ON: 'never' });
  expect(output).toContain('Security updates: 3');
  expect(code).toBe(0);
});

it('goes by the pins of the image', async () => {
  const pin = 'Package: curl openssl libssl3\\nPin: version *\\nPin-Priority: -1\\n';
  const { output } = await audit(
    SOURCE,
    {},
    `mkdir -p /tree/etc/apt/preferences.d; printf '${pin}' >/tree/etc/apt/preferences.d/stay`,
  );
  await run('rm -r /tree/etc/apt/preferences.d');
  expect(output).toContain('Security updates: none');
});

describe('archives that are not to be believed', () => {
  it.each([
    ['are signed with a key that the image does not have', SOURCE, `cp /keys/stranger.gpg /tree${KEYS}`],
    [
      'have changed since they were signed',
      SOURCE,
      'sed -i s/Suite:.trixie$/Suite:_trixie/ /archive/dists/trixie/InRelease',
    ],
    [
      'have no signature, though the image would take that',
      `${SOURCE}\nTrusted: yes\nAllow-Insecure: yes`,
      'mv /archive/dists/trixie/InRelease{,.off}; cp /tmp/Release /archive/dists/trixie/Release',
    ],
  ])('%s', async (_, source, prepare) => {
    await run('cp --archive /archive/dists /dists');
    const { code, output, report } = await audit(source, { FAIL_ON: 'never' }, prepare);
    await run(`cp /keys/distribution.gpg /tree${KEYS}; rm -r /archive/dists; mv /dists /archive`);
    expect(code).toBe(2);
    expect(output).toMatch(/^error: the indexes of the image's archives could not be read, or are not signed with/m);
    expect(report).toMatchObject({ ok: false, findings: [] });
  });

  it('may be named in the form of one line, too, with options', async () => {
    await run('rm /tree/etc/apt/sources.list.d/*');
    const { code, output } = await run(
      `echo 'deb [arch=arm64 signed-by=${KEYS} trusted=yes] http://localhost:8000 trixie main' >/tree/etc/apt/sources.list
       make_image /workspace/an.img; rm /tree/etc/apt/sources.list; python3 -u /proof/audit.py`,
      { IMAGE_ARTIFACT: 'an.img' },
    );
    expect(output).toMatch(/^Compared with trixie of Debian/m);
    expect(code).toBe(0);
  });
});

it('is not made of an image without sources, or with an unknown setting', async () => {
  const { code, output } = await run(
    `rm -f /tree/etc/apt/sources.list.d/*; make_image /workspace/an.img; python3 -u /proof/audit.py`,
    { IMAGE_ARTIFACT: 'an.img' },
  );
  expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('error: the image has no sources in') });
  const other = await run('python3 -u /proof/audit.py', { IMAGE_ARTIFACT: 'an.img', FAIL_ON: 'sometimes' });
  expect(other).toMatchObject({ code: 2, output: 'error: FAIL_ON is sometimes; expected security, any, never.\n' });
});
