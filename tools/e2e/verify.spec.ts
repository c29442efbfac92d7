import { readdirSync, readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builderImage, RunningContainer } from './lib/containers';
import { INDEPENDENT, OTHERS, type Mistake } from './lib/planting/mistakes';
import { ARTIFACTS, nxSucceeds, ROOT } from './lib/workspace';

const HOUR = 60 * 60 * 1000;
const PROOF = 'components/rpi_sd_image/proof';
/** What the image of the default configuration was made with. */
const VALUES = {
  VALUE_ARCHITECTURE: 'arm64',
  VALUE_HOSTNAME: 'black-pearl',
  VALUE_USERNAME: 'pirate',
  VALUE_GROUPNAME: 'pirate',
  VALUE_SSH_AUTHORIZED_KEYS: '',
  VALUE_ROOT_FS_VERSION: 'latest',
  VALUE_VERSION: 'latest',
  VALUE_DOCKER_ENGINE_VERSION: 'latest',
  VALUE_DOCKER_COMPOSE_VERSION: 'latest',
  VALUE_DOCKER_MACHINE_VERSION: '',
  VALUE_CONTAINERD_VERSION: 'latest',
  VALUE_RUNC_VERSION: 'latest',
  VALUE_CONTAINER_IMAGES: '',
  VALUE_COMPOSE: '',
};

interface Result {
  expect: string;
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
async function verify(name: string, script: string, own = ''): Promise<{ code: number | null; output: string; report: Report }> {
  const image = `/workspace/${name}.img`;
  const planted = await proof.run(
    `set -euo pipefail; cp --sparse=always /workspace/good.img ${image}
     IMAGE=${image}; source /planting/plant.sh; ${script}`,
  );
  if (planted.code !== 0) throw new Error(`nothing was planted:\n${planted.output}`);
  const environment = { ...VALUES, IMAGE_ARTIFACT: `${name}.img`, OWN_EXPECTATIONS: own };
  const { code, output } = await proof.run('rm -f /workspace/verify.*; python3 -u /proof/verify.py', environment);
  const report = await proof.run(`rm ${image}; cat /workspace/verify.json`);
  return { code, output, report: JSON.parse(report.output) as Report };
}

const failed = ({ results }: Report) => new Map(results.filter(({ ok }) => !ok).map((one) => [one.expect, one.detail]));

/** Writes a file of expectations and puts it into the container. */
function expectations(yaml: string): string {
  writeFileSync(join(folder, 'own.yaml'), yaml);
  proof.copyIn(join(folder, 'own.yaml'), '/workspace');
  return '/workspace/own.yaml';
}

beforeAll(async () => {
  await nxSucceeds('run', 'rpi_sd_image:build');
  folder = mkdtempSync(join(tmpdir(), 'hypriotkit-verify-'));
  proof = new RunningContainer(await builderImage('rpi_sd_image_proof', PROOF));
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

describe('verify', () => {
  it('finds nothing wrong with the image of the default configuration', async () => {
    const { output } = await nxSucceeds('run', 'rpi_sd_image:verify');
    expect(output).toMatch(/^0 failed, \d{2,} hold/m);
  });

  it('reads a file system as debugfs does', async () => {
    const { code, output } = await proof.run('python3 /planting/compare.py /workspace/good.img');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^\d{5,} entries and \d{2,} files are the same\n$/) });
  });
});

describe.each([
  ['an image with mistakes', INDEPENDENT],
  ['an image with other mistakes', OTHERS],
] as const)('%s', (name, mistakes: readonly Mistake[]) => {
  let run: Awaited<ReturnType<typeof verify>>;
  beforeAll(async () => {
    run = await verify(name.replaceAll(' ', '-'), mistakes.map((mistake) => `echo 'at: ${mistake.name.replaceAll("'", '')}'; ${mistake.plant}\n`).join(''));
  });

  it.each(mistakes.map((mistake) => [mistake.name, mistake] as const))('is caught: %s', (_, { caught }) => {
    const found = failed(run.report);
    for (const [expectation, detail] of Object.entries(caught)) expect(found.get(expectation)).toMatch(detail);
  });

  it('fails no expectation that has nothing to do with them, and verify fails', () => {
    const expected = new Set(mistakes.flatMap(({ caught }) => Object.keys(caught)));
    expect([...failed(run.report).keys()].sort()).toEqual([...expected].sort());
    expect(run.code).toBe(1);
    expect(run.output).toMatch(/^error: an-image.*\.img is not as expected: \d+ failed/m);
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
    expect(found.get('the host has its name')).toBe('the image has no partitions with ext4, where there has to be one');
    expect(found.has('each board finds its firmware, a kernel and its device tree')).toBe(false);
  });

  it('is said when it is no whole zip', async () => {
    const { code, output } = await proof.run(
      `head --bytes 1000000 /workspace/good.img.zip >/workspace/cut.img.zip; python3 -u /proof/verify.py`,
      { ...VALUES, IMAGE_ARTIFACT: 'cut.img.zip' },
    );
    expect({ code, output }).toEqual({ code: 2, output: expect.stringMatching(/^error: cut\.img\.zip could not be unpacked: /m) });
  });
});
