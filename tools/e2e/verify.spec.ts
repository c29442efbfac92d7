import { mkdirSync, readdirSync, readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builderImage, proofContainer, RunningContainer } from './lib/containers';
import { INDEPENDENT, OTHERS, type Mistake } from './lib/planting/mistakes';
import { NOT_AS_CONFIGURED } from './lib/planting/not-as-configured';
import { WRONG_FILES } from './lib/planting/wrong-files';
import { ARTIFACTS, nxSucceeds, ROOT } from './lib/workspace';

const HOUR = 60 * 60 * 1000;
/** What the image of the default configuration was made with. */
const VALUES = {
  VALUE_ARCHITECTURE: 'arm64',
  VALUE_HOSTNAME: 'black-pearl',
  VALUE_USERNAME: 'pirate',
  VALUE_GROUPNAME: 'pirate',
  VALUE_SSH_AUTHORIZED_KEYS: '',
  VALUE_GROUPS: '',
  VALUE_SUDO: 'without_password',
  VALUE_SSH: '{}',
  VALUE_SWAP: 'auto',
  VALUE_FILE_MODES: '',
  HYPRIOT_PASSWORD_HASH: '',
  VALUE_TIMEZONE: 'Etc/UTC',
  VALUE_LOCALE: 'en_US.UTF-8',
  VALUE_KEYBOARD: '',
  VALUE_PACKAGES: '',
  VALUE_REPOSITORIES: '',
  VALUE_SERVICES: '',
  VALUE_ROOT_FS_VERSION: 'latest',
  VALUE_VERSION: 'latest',
  VALUE_DOCKER_ENGINE_VERSION: 'latest',
  VALUE_DOCKER_COMPOSE_VERSION: 'latest',
  VALUE_DOCKER_MACHINE_VERSION: '',
  VALUE_CONTAINERD_VERSION: 'latest',
  VALUE_RUNC_VERSION: 'latest',
  VALUE_CONTAINER_IMAGES: '',
  VALUE_COMPOSE: '',
  VALUE_CONFIG_TXT: '',
  VALUE_CMDLINE: '',
  VALUE_WIFI: '{}',
  VALUE_NETWORK: '{}',
  VALUE_NETWORK_CONFIG: '',
  VALUE_USER_DATA: '',
  VALUE_BOOT_MEGABYTES: '0',
  VALUE_PARTITIONS: '',
  VALUE_READ_ONLY: 'false',
};

interface Result {
  expect: string;
  group: string;
  ok: boolean;
  detail: string;
}

interface Report {
  ok: boolean;
  error: string | null;
  results: Result[];
}

let proof: RunningContainer;
let folder: string;

/** Copies the image, does something to the copy, and verifies it. */
async function verify(name: string, script: string, own = '', values: Record<string, string> = {}) {
  const image = `/workspace/${name}.img`;
  const planted = await proof.run(
    `set -euo pipefail; cp --sparse=always /workspace/good.img ${image}
     IMAGE=${image}; source /planting/plant.sh; ${script}`,
  );
  if (planted.code !== 0) throw new Error(`nothing was planted:\n${planted.output}`);
  const environment = { ...VALUES, ...values, IMAGE_ARTIFACT: `${name}.img`, OWN_EXPECTATIONS: own };
  const { code, output } = await proof.run('rm -f /workspace/verify.*; python3 -u /proof/verify.py', environment);
  const report = await proof.run(`rm -f ${image}; cat /workspace/verify.json`);
  const { output: junit } = await proof.run(
    `cat /workspace/verify.xml
     python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("/workspace/verify.xml"); print("well-formed")'`,
  );
  return { code, output, junit, report: JSON.parse(report.output) as Report };
}

const failed = ({ results }: Report) => new Map(results.filter(({ ok }) => !ok).map((one) => [one.expect, one.detail]));

/** Writes a file of expectations and puts it into the container. */
function expectations(yaml: string, container = proof): string {
  writeFileSync(join(folder, 'own.yaml'), yaml);
  container.copyIn(join(folder, 'own.yaml'), '/workspace');
  return '/workspace/own.yaml';
}

beforeAll(async () => {
  await nxSucceeds('run', 'rpi_sd_image:build');
  folder = mkdtempSync(join(tmpdir(), 'hypriotkit-verify-'));
  proof = await proofContainer();
  const artifacts = join(ARTIFACTS, 'rpi_sd_image');
  const zip = readdirSync(artifacts).find((name) => name.endsWith('.img.zip'))!;
  await proof.run('mkdir /workspace');
  proof.copyIn(join(artifacts, zip), '/workspace/good.img.zip');
  proof.copyIn(join(ROOT, 'tools', 'e2e', 'lib', 'planting'), '/planting');
  const { code, output } = await proof.run(
    `cd /proof && python3 -c '
from pathlib import Path
from systems.image import unpack
unpack(Path("/workspace/good.img.zip"), Path("/workspace")).rename("/workspace/good.img")'`,
  );
  if (code !== 0) throw new Error(output);
}, HOUR);

afterAll(() => {
  proof?.remove();
  rmSync(folder, { recursive: true });
});

/** What the image is said to have been configured with. */
const valuesOf = (mistakes: readonly Mistake[]): Record<string, string> =>
  Object.assign({}, ...mistakes.map(({ values }) => values)) as Record<string, string>;

describe('verify', () => {
  it('finds nothing wrong with the image of the default configuration', async () => {
    const { output } = await nxSucceeds('run', 'rpi_sd_image:verify');
    expect(output).toMatch(/^ *(rpi_sd_image: *)?0 failed, \d{2,} hold/m);
    const reports = join(ROOT, 'dist', 'reports', 'rpi_sd_image', 'verify');
    expect(readFileSync(join(reports, 'verify.txt'), 'utf8')).toMatch(/^0 failed, \d{2,} hold/m);
    expect(readFileSync(join(reports, 'verify.xml'), 'utf8')).toMatch(/^<testsuites tests="\d{2,}" failures="0" /m);
    expect(JSON.parse(readFileSync(join(reports, 'verify.json'), 'utf8'))).toMatchObject({ ok: true, error: null });
  });

  it('reads a file system as debugfs does', async () => {
    const { code, output } = await proof.run('python3 /planting/compare.py /workspace/good.img');
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringMatching(/^\d{5,} entries and \d{2,} files are the same\n$/),
    });
  });
});

describe.each([
  ['an image with mistakes', INDEPENDENT],
  ['an image with other mistakes', OTHERS],
  ['an image that is not as it was configured', NOT_AS_CONFIGURED],
] as const)('%s', (name, mistakes: readonly Mistake[]) => {
  let run: Awaited<ReturnType<typeof verify>>;
  beforeAll(async () => {
    run = await verify(
      name.replaceAll(' ', '-'),
      mistakes.map((mistake) => `echo 'at: ${mistake.name.replaceAll("'", '')}'; ${mistake.plant}\n`).join(''),
      '',
      valuesOf(mistakes),
    );
  });

  it.each(mistakes.map((mistake) => [mistake.name, mistake] as const))('is caught: %s', (_, { caught }) => {
    const found = failed(run.report);
    for (const [expectation, detail] of Object.entries(caught)) expect(found.get(expectation)).toMatch(detail);
  });

  it('has the failures first in the report, in full', () => {
    const [, first] = mistakes;
    const [[expectation, detail]] = Object.entries(first!.caught) as [[string, RegExp]];
    const table = run.output.indexOf('disk ');
    expect(run.output.slice(0, table)).toMatch(new RegExp(`^FAILED  [a-z ]+: ${expectation}$`, 'm'));
    expect(run.output.slice(0, table).replace(/^ {8}/gm, '')).toMatch(detail);
    expect(run.output.slice(table)).not.toMatch(/^FAILED/m);
  });

  it('has the failures in JUnit XML, too', () => {
    expect(run.junit).toMatch(
      new RegExp(`^<testsuites tests="${run.report.results.length}" failures="${failed(run.report).size}" `, 'm'),
    );
    expect(run.junit.match(/<failure /g)).toHaveLength(failed(run.report).size);
    expect(run.junit).toMatch(/\nwell-formed\n$/);
  });

  it('fails no expectation that has nothing to do with them, and verify fails', () => {
    const expected = new Set(mistakes.flatMap(({ caught }) => Object.keys(caught)));
    expect([...failed(run.report).keys()].sort()).toEqual([...expected].sort());
    expect(run.code).toBe(1);
    expect(run.output).toMatch(/^error: an-image.*\.img is not as expected: \d+ failed/m);
  });
});

describe('expectations of the user', () => {
  it('replace ours, take them away, and are added', async () => {
    const own = expectations(
      `
      disk:
        - { expect: the host has its name, on: [image], file: /etc/hostname, is: white-pearl }
        - { expect: 'the journal is bounded, so that a card lasts', off: true }
      my own:
        - { expect: the shell is there, on: [image], file: /bin/sh, mode: 0755 }
        - { expect: my programme is there, on: [image], file: /usr/local/bin/mine }
        - { expect: my programme runs, on: [qemu, board], command: mine --version, has: '^1\\.' }`.replaceAll(
        '\\,',
        ',',
      ),
    );
    const { code, report } = await verify('own', '', own);
    expect(code).toBe(1);
    expect([...failed(report).entries()]).toEqual([
      ['the host has its name', "/etc/hostname: expected 'white-pearl', found 'black-pearl'"],
      ['my programme is there', '/usr/local/bin/mine: it is not there'],
    ]);
    const names = report.results.map((result) => `${result.group}: ${result.expect}`);
    expect(names).toContain('my own: the shell is there');
    // In its place, under the heading where ours was.
    expect(names).toContain('system: the host has its name');
    expect(names.join()).not.toMatch(/journal is bounded|my programme runs/);
  });

  describe('with a mistake in their file', () => {
    let outcomes: string[];
    beforeAll(async () => {
      mkdirSync(join(folder, 'own'));
      WRONG_FILES.forEach(([, yaml], number) => writeFileSync(join(folder, 'own', `${number}.yaml`), yaml));
      proof.copyIn(join(folder, 'own'), '/own');
      const { output } = await proof.run(
        `for number in {0..${WRONG_FILES.length - 1}}; do
           OWN_EXPECTATIONS=/own/$number.yaml python3 -u /proof/verify.py; echo "ended with $?"; printf '\\0'
         done 2>&1`,
        { ...VALUES, IMAGE_ARTIFACT: 'good.img' },
      );
      outcomes = output.split('\0');
    });

    it.each(WRONG_FILES.map(([what, , message], number) => [what, message, number] as const))(
      'are not judged, and it is said what is wrong: %s',
      (_, message, number) => {
        expect(outcomes[number]).toMatch(message);
        expect(outcomes[number]).toMatch(/^error: \d+\.yaml.*\nended with 2$/m);
        expect(outcomes[number]).not.toMatch(/Judging|hold/);
      },
    );
  });

  it('have kinds and keys that docs/verify.md lists', async () => {
    const { output } = await proof.run('cd /proof && python3 -m expectations --kinds');
    const page = readFileSync(join(ROOT, 'docs', 'verify.md'), 'utf8');
    // Prettier decides on the width of columns.
    const plain = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---').trim();
    expect(plain(page)).toContain(plain(output));
  });
});

describe('a running system', () => {
  /** Stands for a board, whose root may do everything. */
  let system: RunningContainer;
  beforeAll(async () => {
    system = new RunningContainer(await builderImage('rpi_sd_image_proof', 'components/rpi_sd_image/proof'));
    await system.run('mkdir /workspace');
  });
  afterAll(() => system?.remove());

  it('is judged from inside, with a line of JSON for each expectation', async () => {
    const file = expectations(
      `
      mine:
        - { expect: its name, on: [board], command: 'echo {hostname}', prints: black-pearl }
        - { expect: not here, on: [image, qemu], file: /nowhere }
        - { expect: its user, on: [board], command: id -un, as: daemon, prints: daemon }
        - { expect: no colour, on: [board], command: 'printf " \\033[1mahoy\\n"', has: ^ahoy }
        - { expect: a good end, on: [board], command: echo said; exit 3 }
        - { expect: an end in time, on: [board], command: sleep 600 & sleep 600, seconds: 1 }
        - { expect: its files, on: [board], file: /etc/shadow, owner: root, group: shadow, mode: 0640 }
        - { expect: its links, on: [board], file: /etc/os-release, has: ^ID=debian$ }
        - { expect: its programs, on: [board], programs: [/usr/bin], architecture: arm64 }
        - { expect: none of those, on: [board], absent: [/etc/pass*, /usr/sbin/policy-rc.d] }
        - { expect: with images, on: [board], when: container_images, file: /nowhere }`,
      system,
    );
    const { code, output } = await system.run(
      `cd /proof; echo '{"hostname": "black-pearl", "container_images": []}' >/tmp/values.json
       python3 -m expectations --on board --values /tmp/values.json ${file}`,
    );
    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Result);
    const outcome = Object.fromEntries(
      lines.map(({ expect: name, ok, detail }) => [name, ok || detail.split('\n')[0]]),
    );
    expect(outcome).toEqual({
      'its name': true,
      'its user': true,
      'no colour': '`printf " \\033[1mahoy\\n"`: expected a match of /^ahoy/, found \' \\x1b[1mahoy\'',
      'a good end': "`echo said; exit 3`: expected the exit status 0, found 3; it printed 'said'",
      'an end in time': '`sleep 600 & sleep 600` did not end within 1 s. It had printed: nothing',
      'its files': true,
      'its links': true,
      'its programs': expect.stringMatching(/^\/usr\/bin\/\S+: expected it to be for arm64, it is for amd64$/),
      'none of those': '/etc/passwd is there',
      'with images': true,
    });
    expect(lines.at(-1)).toMatchObject({
      applies: false,
      detail: 'container_images is not set',
      group: 'mine',
      kind: 'file',
    });
    expect(code).toBe(1);
    // What it has started ends with it; the container itself sleeps as well.
    const { output: programs } = await system.run('cat /proc/[0-9]*/comm');
    expect(programs.match(/^sleep$/gm)).toHaveLength(1);
  });
});

describe("an image with the Raspberry Pi's kernel", () => {
  it('may have the device trees by their names in its source', async () => {
    const { report } = await verify(
      'raspberry-pi',
      `boot_change config.txt '/^(upstream_kernel|device_tree)=/d'
       mdel -i "$BOOT" ::bcm2837-rpi-3-a-plus.dtb
       while read -r mainline own; do mren -i "$BOOT" "::$mainline.dtb" "::$own.dtb"; done <<EOF
bcm2837-rpi-3-b bcm2710-rpi-3-b
bcm2837-rpi-3-b-plus bcm2710-rpi-3-b-plus
bcm2837-rpi-zero-2-w bcm2710-rpi-zero-2-w
bcm2837-rpi-cm3-io3 bcm2710-rpi-cm3
bcm2711-rpi-cm4-io bcm2711-rpi-cm4
EOF`,
    );
    expect([...failed(report)]).toEqual([]);
  });
});

describe('an image that cannot be read', () => {
  it('is judged as far as it goes', async () => {
    const { code, report } = await verify(
      'no-root',
      'dd if=/dev/zero of="$IMAGE" bs=512 count=64 conv=notrunc status=none seek="$ROOT_OFFSET"',
    );
    expect(code).toBe(1);
    const found = failed(report);
    expect(found.get('the host has its name')).toBe('expected one partition with ext4 in the image, found none');
    expect(found.has('each board finds its firmware, a kernel and its device tree')).toBe(false);
  });

  it('is said when it is no whole zip', async () => {
    const { code, output } = await proof.run(
      `head --bytes 1000000 /workspace/good.img.zip >/workspace/cut.img.zip; python3 -u /proof/verify.py`,
      { ...VALUES, IMAGE_ARTIFACT: 'cut.img.zip' },
    );
    expect({ code, output }).toEqual({
      code: 2,
      output: expect.stringMatching(/^error: cut\.img\.zip could not be unpacked: /m),
    });
  });
});
