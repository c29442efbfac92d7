import { join } from 'node:path';
import type { RunningContainer } from '../../tools/e2e/lib/containers';
import { PREAMBLE, sdImageBuilder } from '../../tools/e2e/lib/sd-image-builder';

const TESTING = join(__dirname, 'testing');
interface Licence {
  expression?: string;
  license?: { id?: string; name?: string };
}
interface Component {
  type: string;
  name: string;
  version?: string;
  'bom-ref': string;
  purl?: string;
  cpe?: string;
  licenses?: Licence[];
  hashes?: { content: string }[];
  properties?: { name: string; value: string }[];
}
interface CycloneDx {
  serialNumber: string;
  metadata: { timestamp: string };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}
interface SpdxPackage {
  SPDXID: string;
  name: string;
  licenseDeclared: string;
  supplier?: string;
  comment?: string;
}
interface Spdx {
  documentNamespace: string;
  packages: SpdxPackage[];
  files: { SPDXID: string; fileName: string }[];
  hasExtractedLicensingInfos: { licenseId: string; name: string; extractedText: string }[];
  relationships: { spdxElementId: string; relationshipType: string; relatedSpdxElement: string }[];
}

let builder: RunningContainer;
let cyclonedx: CycloneDx;
let spdx: Spdx;
let texts: string;
/** Everything that was written, and the hashes of the files with secrets. */
let written: string;
let secretHashes: string[];

const run = (script: string) => builder.run(`${PREAMBLE}${script}`);
/** In the order of the names: cdx.json, licences.txt.gz, spdx.json. */
const SHOW = `for file in "$SCRATCH"/documents/*; do
    echo "\${file##*/}" >&2
    case $file in *.gz) zcat "$file" ;; *) cat "$file" ;; esac
    printf '\\0'
  done`;

beforeAll(async () => {
  builder = await sdImageBuilder();
  for (const file of ['small-system.sh', 'spdx-2.3.schema.json']) builder.copyIn(join(TESTING, file), `/${file}`);
  const { code, output } = await run(`
    source /small-system.sh; write_documents "$root" "$boot" 2>/said; cat /said; printf '\\0'
    ${SHOW} 2>/names
    cat /names; printf '\\0'
    cd "$root"; sha256sum etc/shadow etc/hypriotos/compose/.env "$boot/network-config" "$boot/user-data" | cut -d ' ' -f 1`);
  const [said, one, two, three, names, hashes] = output.split('\0') as [string, string, string, string, string, string];
  expect({ code, said, names }).toEqual({
    code: 0,
    said: '',
    names: 'hypriotos-rpi64-1.2.cdx.json\nhypriotos-rpi64-1.2.licences.txt.gz\nhypriotos-rpi64-1.2.spdx.json\n',
  });
  [cyclonedx, texts, spdx] = [JSON.parse(one) as CycloneDx, two, JSON.parse(three) as Spdx];
  written = one + two + three;
  secretHashes = hashes.trim().split('\n');
});
afterAll(() => builder?.remove());

const component = (name: string): Component => cyclonedx.components.find((one) => one.name === name)!;
const spdxPackage = (name: string): SpdxPackage => spdx.packages.find((one) => one.name === name)!;

describe('the CycloneDX document', () => {
  it('names packages as scanners look them up, with the source package where it is another one', () => {
    expect(cyclonedx.components.filter(({ type }) => type === 'library').map(({ purl }) => purl)).toEqual([
      'pkg:deb/debian/ahoy-tools@1.0-1?arch=all&distro=debian-13&upstream=ahoy',
      'pkg:deb/docker/docker-ce@5:28.0-1?arch=arm64&distro=debian-13',
      'pkg:deb/debian/dpkg@1.22?arch=arm64&distro=debian-13',
      'pkg:deb/debian/libahoy%2B%2B1@1.0-1%2Bb1?arch=arm64&distro=debian-13&upstream=ahoy%401.0-1',
      'pkg:deb/hypriotos/linux-image-1.2.3-hypriotos-v8@1.2.3-1?arch=arm64&distro=debian-13',
    ]);
    expect(component('linux-image-1.2.3-hypriotos-v8').cpe).toBe('cpe:2.3:o:linux:linux_kernel:1.2.3:*:*:*:*:*:*:*');
  });

  it('has licences as one expression if SPDX has them all, and otherwise each by itself', () => {
    expect(component('libahoy++1').licenses).toEqual([
      { license: { name: '(GPL-2.0-or-later OR Artistic-1.0) AND MIT' } },
      { license: { name: 'Parrot' } },
    ]);
    expect(component('ahoy-tools').licenses).toEqual(component('libahoy++1').licenses);
    expect(component('docker-ce').licenses).toEqual([{ expression: 'Apache-2.0' }]);
    expect(component('linux-image-1.2.3-hypriotos-v8').licenses).toEqual([
      { expression: 'GPL-2.0-only WITH Linux-syscall-note' },
    ]);
    expect(component('dpkg').licenses).toBeUndefined();
  });

  it('has what is not a package: firmware, programs, container images, the distribution', () => {
    expect(component('raspi-firmware')).toMatchObject({
      type: 'firmware',
      purl: 'pkg:deb/debian/raspi-firmware@1:1.20260417-2?arch=all&distro=debian-13',
      properties: [
        { name: 'hypriotos:build-commit', value: '0123456789'.repeat(4) },
        { name: 'hypriotos:build-date', value: '2026-04-17' },
      ],
    });
    expect(component('docker-machine')).toMatchObject({ purl: 'pkg:github/docker/machine@v0.16.2' });
    expect(component('registry.example:5000/fleet/parrot')).toMatchObject({
      type: 'container',
      version: '2',
      purl: expect.stringMatching(/^pkg:docker\/fleet\/parrot@sha256:[0-9a-f]{64}\?repository_url=registry.example/),
      properties: [
        { name: 'hypriotos:image-id', value: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
        { name: 'hypriotos:registry-digest', value: `sha256:${'a'.repeat(64)}` },
      ],
    });
    expect(component('debian')).toMatchObject({ type: 'operating-system', version: '13' });
  });

  it('has the files that are in no package, without those of packages and of the kernel', () => {
    const files = cyclonedx.components.filter(({ type }) => type === 'file');
    expect(files.map(({ name, hashes }) => name + (hashes ? '' : ' without a hash'))).toEqual([
      '/boot/firmware/LICENCE.broadcom',
      '/boot/firmware/kernel8.img',
      '/boot/firmware/network-config without a hash',
      '/boot/firmware/overlays/a.dtbo',
      '/boot/firmware/start4.elf',
      '/boot/firmware/user-data without a hash',
      '/etc/docker/daemon.json',
      '/etc/hypriotos/compose/.env without a hash',
      '/etc/shadow without a hash',
      '/usr/lib/os-release',
      '/usr/local/bin/docker-machine',
      '/usr/share/common-licenses/Apache-2.0',
      '/usr/share/common-licenses/GPL-2',
    ]);
    // printf '{}\n' | sha256sum
    expect(component('/etc/docker/daemon.json').hashes?.[0]?.content).toBe(
      'ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356',
    );
  });

  it('says what a package depends on: of alternatives the one that is installed, also by a name that it provides', () => {
    const [tools, library, dpkg] = ['ahoy-tools', 'libahoy++1', 'dpkg'].map((name) => component(name)['bom-ref']);
    expect(cyclonedx.dependencies.find(({ ref }) => ref === tools)?.dependsOn).toEqual([dpkg, library]);
    const known = new Set([...cyclonedx.components.map((one) => one['bom-ref']), 'hypriotos-rpi64']);
    const named = cyclonedx.dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]);
    expect(named.filter((ref) => !known.has(ref))).toEqual([]);
  });

  it('is not written if it does not match the schema', async () => {
    const { code, output } = await builder.run(
      `cd /builder/lib && python3 -c 'from contents.cyclonedx_document import check; check("""{"specVersion": "1.6"}""")'`,
    );
    expect(code).toBe(1);
    expect(output).toMatch(/Invalid: the CycloneDX document does not match its schema: 'bomFormat' is a required/);
  });
});

describe('the SPDX document', () => {
  it('matches the schema', async () => {
    const validate = (change: string) =>
      run(`
        source /small-system.sh; write_documents "$root" "$boot"
        jq '${change}' "$SCRATCH"/documents/*.spdx.json >"$SCRATCH/document"
        python3 -W ignore -m jsonschema --instance "$SCRATCH/document" /spdx-2.3.schema.json`);
    expect(await validate('.')).toMatchObject({ code: 0, output: '' });
    expect(await validate('.packages[0].SPDXID = "not allowed"')).toMatchObject({
      code: 1,
      output: expect.stringContaining("'not allowed' does not match"),
    });
  });

  it('has each identifier once, and no relationship to what it does not have', () => {
    const identities = ['SPDXRef-DOCUMENT', ...[...spdx.packages, ...spdx.files].map(({ SPDXID }) => SPDXID)];
    expect(new Set(identities).size).toBe(identities.length);
    const related = spdx.relationships.flatMap((one) => [one.spdxElementId, one.relatedSpdxElement]);
    expect(related.filter((one) => !identities.includes(one))).toEqual([]);
    expect(spdx.relationships).toContainEqual({
      spdxElementId: 'SPDXRef-deb-ahoy-tools',
      relationshipType: 'DEPENDS_ON',
      relatedSpdxElement: 'SPDXRef-deb-libahoy.2B.2B1',
    });
  });

  it('has the text of a licence that is not one of SPDX', () => {
    const [parrot] = spdx.hasExtractedLicensingInfos;
    expect(spdx.hasExtractedLicensingInfos).toEqual([
      {
        licenseId: expect.stringMatching(/^LicenseRef-Parrot-/),
        name: 'Parrot',
        extractedText: 'You may repeat this.',
      },
    ]);
    expect(spdxPackage('libahoy++1')).toMatchObject({
      licenseDeclared: `(GPL-2.0-or-later OR Artistic-1.0) AND MIT AND ${parrot?.licenseId}`,
      supplier: 'Organization: Debian Sailors (sailors@lists.debian.example)',
    });
    expect(spdxPackage('dpkg').licenseDeclared).toBe('NOASSERTION');
  });

  it('has the files with their hashes, and the names alone of those that may hold secrets', () => {
    expect(spdx.files.map(({ fileName }) => fileName)).toContain('./boot/firmware/kernel8.img');
    expect(spdxPackage('hypriotos-rpi64-files').comment).toBe(
      `Without hashes, as they may hold secrets:
/boot/firmware/network-config
/boot/firmware/user-data
/etc/hypriotos/compose/.env
/etc/shadow`,
    );
  });
});

describe('the texts of the licences', () => {
  it('are each there once, with all that they are of', () => {
    expect(texts).toMatch(/^ahoy-tools 1\.0-1 +(\d+)\n(?:.*\n)*libahoy\+\+1 1\.0-1\+b1 +\1$/m);
    expect(texts).toMatch(/^\d+\. ahoy-tools 1\.0-1, libahoy\+\+1 1\.0-1\+b1$/m);
    expect(texts.match(/You may repeat this\./g)).toHaveLength(1);
    expect(texts).toContain('dpkg 1.22: the package has no copyright file');
  });

  it('include that of the firmware, that of the kernel, and those in common-licenses that they refer to', () => {
    expect(texts).toContain('/boot/firmware/LICENCE.broadcom');
    expect(texts).toContain('Redistribution. You may.');
    expect(texts).toContain('The Linux Kernel is provided under:');
    expect(texts).toMatch(
      /^=+\n\/usr\/share\/common-licenses\/GPL-2\n=+\n\nThe GNU General Public License, version 2$/m,
    );
    // Of docker-machine, which is one program without its licence.
    expect(texts).toContain('The Apache License');
  });
});

describe('the documents', () => {
  it('have neither the secrets of the image nor hashes that would help to guess them', () => {
    expect(secretHashes).toHaveLength(4);
    expect(written).not.toMatch(/sEcReT/);
    for (const hash of secretHashes) expect(written).not.toContain(hash);
  });

  it('are the same for the same contents, and have the time of the build', async () => {
    const { code, output } = await run(`
      source /small-system.sh
      state() { find "$root" "$boot" -printf '%p %T@ %C@ %s\\n' | sort; }
      state >/before; write_documents "$root" "$boot"; state | diff /before -
      mv "$SCRATCH/documents" "$SCRATCH/first"; sleep 1.1
      write_documents "$root" "$boot"; diff --recursive "$SCRATCH/first" "$SCRATCH/documents"`);
    expect({ code, output }).toEqual({ code: 0, output: '' });
    expect(cyclonedx.metadata.timestamp).toBe('2026-01-01T00:00:00+00:00');
    expect(spdx.documentNamespace.endsWith(cyclonedx.serialNumber.replace('urn:uuid:', ''))).toBe(true);
  });

  it('name firmware that is not from a package by the commit and the day of its build', async () => {
    const firmware = async (prepare: string) => {
      const { output } = await run(`
        source /small-system.sh; ${prepare}; write_documents "$root" "$boot"
        jq --raw-output '.components[] | select(.type == "firmware") | "\\(.version) \\(.purl)"' "$SCRATCH"/documents/*.cdx.json`);
      return output.trim();
    };
    const commit = '0123456789'.repeat(4);
    expect(await firmware('rm "$SCRATCH/firmware-source"')).toBe(
      `2026-04-17 pkg:generic/raspberrypi-firmware@${commit}`,
    );
    expect(
      await firmware('printf "repository: https://a.example/b\\ncommit: c0ffee\\n" >"$SCRATCH/firmware-source"'),
    ).toBe('2026-04-17 pkg:generic/raspberrypi-firmware@c0ffee');
  });

  it('have another serial number if the contents are others', async () => {
    const { output } = await run(`
      source /small-system.sh; echo '{ "debug": true }' >"$root/etc/docker/daemon.json"
      write_documents "$root" "$boot"; jq --raw-output .serialNumber "$SCRATCH"/documents/*.cdx.json`);
    expect(output).toMatch(/^urn:uuid:/);
    expect(output.trim()).not.toBe(cyclonedx.serialNumber);
  });
});

it("know whose archive a package is from, by apt's indexes", async () => {
  const { code, output } = await run(`
    mkdir -p "$root/usr/lib" "$SCRATCH"/apt/{etc,parts,lists/partial}
    echo ID=debian >"$root/usr/lib/os-release"
    # archive FOLDER ORIGIN PACKAGE
    archive() {
      mkdir "$SCRATCH/$1"; cd "$SCRATCH/$1"
      printf 'Package: %s\nVersion: 1\nArchitecture: all\nFilename: x\nSize: 1\n\n' "$3" >Packages
      printf 'Origin: %s\nDate: Thu, 01 Jan 2026 00:00:00 UTC\nSHA256:\n %s %s Packages\n' \
        "$2" "$(sha256sum <Packages | cut -d ' ' -f 1)" "$(stat --format %s Packages)" >Release
      echo "deb [trusted=yes] file:$PWD ./" >>"$SCRATCH/apt/etc/sources.list"
    }
    archive shop 'The Shop' ahoy; archive backports 'Debian Backports' belay
    export APT_CONFIG=$SCRATCH/apt.conf
    apt_configuration arm64 >"$APT_CONFIG" <<END
Dir::Etc "$SCRATCH/apt/etc";
Dir::Etc::parts "$SCRATCH/apt/parts";
Dir::State::lists "$SCRATCH/apt/lists";
END
    apt-get update >/dev/null; note_archives "$root"; cat "$SCRATCH/archives"`);
  expect({ code, output }).toEqual({ code: 0, output: 'ahoy\t1\tThe Shop\n' });
});

it.each([
  ['GPL-2+', 'GPL-2.0-or-later'],
  ['GPL-2', 'GPL-2.0-only'],
  ['GPL-2.0', 'GPL-2.0-only'],
  ['LGPL-2.1+', 'LGPL-2.1-or-later'],
  ['GFDL-NIV-1.3+', 'GFDL-1.3-no-invariants-or-later'],
  ['Expat', 'MIT'],
  ['BSD-3-clause', 'BSD-3-Clause'],
  ['GPL-1+ or Artistic, and Expat', '(GPL-1.0-or-later OR Artistic-1.0) AND MIT'],
  ['GPL-2+ with Libtool exception and ISC', 'GPL-2.0-or-later WITH Libtool-exception AND ISC'],
  ['GPL-3+ with Autoconf exception', 'GPL-3.0-or-later WITH Autoconf-exception-3.0'],
  ['GPL-3+ with Parrot exception', ''],
  ['Expat or public-domain', ''],
  ['GPL', ''],
])('Debian calls %s what SPDX calls %j', async (debian, expected) => {
  const { output } = await builder.run(
    `cd /builder/lib && python3 -c 'import sys; from contents.licence_names import expression; print(expression(sys.argv[1], lambda name: None) or "")' '${debian}'`,
  );
  expect(output).toBe(`${expected}\n`);
});
