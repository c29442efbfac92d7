import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builderImage, RunningContainer } from './lib/containers';
import { sdImageBuilder } from './lib/sd-image-builder';
import { ARTIFACTS, nxSucceeds } from './lib/workspace';

const PREAMBLE = `
  set -euo pipefail
  for part in /usr/local/lib/hypriotkit/*.sh /builder/lib/*.sh /builder/steps/*.sh; do source "$part"; done
  SCRATCH=/scratch root=/scratch/root
  export APT_CONFIG=/scratch/apt.conf
`;
const NOBODY = 'http://127.0.0.1:9';

let repository: RunningContainer;
let builder: RunningContainer;
/** Fingerprints of the keys at the repository by name; docker is the one that signs it. */
let keys: Record<string, string>;

beforeAll(async () => {
  await nxSucceeds('run', 'root_fs:build');
  repository = new RunningContainer(await builderImage('docker_repository', 'tools/e2e/lib/docker-repository'), []);
  builder = await sdImageBuilder();
  const folder = join(ARTIFACTS, 'root_fs');
  const archive = readdirSync(folder).find((name) => name.endsWith('.tar.gz'))!;
  await succeeds('mkdir /scratch');
  builder.copyIn(join(folder, archive), '/scratch');
  await succeeds(`unset APT_CONFIG; unpack_root_file_system /scratch/${archive} $root; open_root $root; apt_refresh`);
  const said = await repository.says('serving');
  keys = Object.fromEntries([...said.matchAll(/^key (\w+) (\w+)/gm)].map(([, name, key]) => [name!, key!]));
});
afterAll(() => {
  builder?.remove();
  repository?.remove();
});

const run = (script: string, env: Record<string, string> = {}) =>
  builder.run(PREAMBLE + script, {
    ROOT_FS_ARCH: 'arm64',
    SOURCE_DATE_EPOCH: '1767225600',
    DOCKER_REPOSITORY: `http://${repository.address}/debian`,
    DOCKER_REPOSITORY_FINGERPRINT: keys?.['docker'] ?? '',
    DOCKER_MACHINE_RELEASES: `http://${repository.address}/machine`,
    ...env,
  });

async function succeeds(script: string, env?: Record<string, string>): Promise<string> {
  const { code, output } = await run(script, env);
  if (code !== 0) throw new Error(output);
  return output;
}

/** What would be installed. */
async function choose(engine: string, compose = 'latest', env: Record<string, string> = {}) {
  const script = 'choose_engine $root; choose_compose $root; echo "chosen ${packages[*]}"';
  const outcome = await run(script, { DOCKER_ENGINE_VERSION: engine, DOCKER_COMPOSE_VERSION: compose, ...env });
  const packages = /^chosen (.*)$/m.exec(outcome.output)?.[1]?.split(' ');
  return { ...outcome, packages };
}

describe('the versions of Docker', () => {
  afterEach(() => succeeds('rm -f $root/etc/apt/sources.list.d/docker.sources'));

  it.each([['latest'], ['26'], ['26.1']])(
    "are Debian's where it has them, and nobody else is asked: %s",
    async (wanted) => {
      const { packages, output } = await choose(wanted, 'latest', { DOCKER_REPOSITORY: NOBODY });
      expect({ packages, output }).toMatchObject({
        packages: [
          expect.stringMatching(/^docker\.io=26\.1/),
          expect.stringMatching(/^docker-cli=26\.1/),
          expect.stringMatching(/^containerd=1\./),
          expect.stringMatching(/^runc=1\./),
          expect.stringMatching(/^docker-compose=2\./),
        ],
      });
    },
  );

  it.each([
    ['28', '5:28.10.1-1~debian.13~trixie'],
    ['28.0', '5:28.0.4-1~debian.13~trixie'],
    ['5:27', '5:27.5.1-1~debian.13~trixie'],
    ['27.5.1-1~debian.13~trixie', '5:27.5.1-1~debian.13~trixie'],
  ])("are Docker's own where Debian has none, Compose with them: %s", async (wanted, version) => {
    const { packages, output } = await choose(wanted);
    expect({ packages, output }).toMatchObject({
      packages: [
        `docker-ce=${version}`,
        `docker-ce-cli=${version}`,
        'containerd.io=1.7.28-1~debian.13~trixie',
        'docker-compose-plugin=2.40.3-1~debian.13~trixie',
      ],
    });
  });

  it('may be from both', async () => {
    const newer = await choose('latest', '2.40');
    expect(newer.packages?.[0]).toMatch(/^docker\.io=/);
    expect(newer.packages?.at(-1)).toBe('docker-compose-plugin=2.40.3-1~debian.13~trixie');
    const older = await choose('27', '2.26');
    expect(older.packages?.[0]).toMatch(/^docker-ce=/);
    expect(older.packages?.at(-1)).toMatch(/^docker-compose=2\.26/);
  });

  it('of containerd and runc can be chosen too, runc where it is a package of its own', async () => {
    const debian = await choose('26', 'latest', { CONTAINERD_VERSION: '1.7', RUNC_VERSION: '1.1' });
    expect(debian.packages?.slice(2, 4).join(' ')).toMatch(/^containerd=1\.7\S+ runc=1\.1\S+$/);
    expect((await choose('28', 'latest', { CONTAINERD_VERSION: '1.7.28' })).packages?.[2]).toMatch(
      /^containerd\.io=1\.7\.28/,
    );
    expect((await choose('26', 'latest', { CONTAINERD_VERSION: '0.9' })).output).toMatch(
      /there is no containerd_version 0\.9\. To be had: 1\.7\S+ of containerd; or say latest/,
    );
    expect((await choose('28', 'latest', { RUNC_VERSION: '1.1' })).output).toContain(
      "Docker's own runc comes in containerd.io. Leave runc_version at latest",
    );
  });

  it('are listed when what is wanted is not among them', async () => {
    const { code, output } = await choose('28.1');
    expect(code).toBe(1);
    expect(output).toMatch(
      /error: there is no docker_engine_version 28\.1\. To be had: 26\.1\S+.* of docker\.io; 5:28\.10\.1\S+, 5:28\.0\.4\S+, 5:27\.5\.1\S+ of docker-ce; or say latest\./,
    );
    expect((await choose('latest', '1.29')).output).toMatch(
      /there is no docker_compose_version 1\.29\. To be had: 2\.26\S+ of docker-compose; 2\.40\.3\S+ of docker-compose-plugin/,
    );
  });
});

describe("Docker's own repository", () => {
  afterEach(() => succeeds('rm -f $root/etc/apt/sources.list.d/docker.sources'));

  it('is not trusted with a key of another fingerprint', async () => {
    const { code, output } = await choose('28', 'latest', { DOCKER_REPOSITORY_FINGERPRINT: '0'.repeat(40) });
    expect(code).toBe(1);
    expect(output).toContain(
      `holds no key with the fingerprint ${'0'.repeat(40)}; it has ${keys['other']}, ${keys['docker']}`,
    );
  });

  it('is not trusted with a key that did not sign it, wherever that is from', async () => {
    const { code, output } = await choose('28', 'latest', { DOCKER_REPOSITORY_FINGERPRINT: keys['other']! });
    expect(code).toBe(1);
    expect(output).toContain('is not signed with the key of rpi_sd_image.docker_repository_fingerprint');
  });

  it('that does not answer is an error that says why it was asked', async () => {
    const { code, output } = await choose('28', 'latest', { DOCKER_REPOSITORY: NOBODY });
    expect(code).toBe(1);
    expect(output).toContain(`==> Looking for docker_engine_version 28 in ${NOBODY}`);
    expect(output).toContain(`the key ${NOBODY}/gpg could not be downloaded`);
  });
});

describe('Docker Machine', () => {
  const install = (version: string) => run('install_docker_machine $root', { DOCKER_MACHINE_VERSION: version });
  const program = '$root/usr/local/bin/docker-machine';

  it('is not installed when its checksum is another one', async () => {
    const { code, output } = await install('0.16.1');
    expect(code).toBe(1);
    expect(output).toMatch(/Hash Sum mismatch/);
    await succeeds(`[[ ! -e ${program} ]]`);
  });

  it('of a release that is not there is an error that names the field', async () => {
    const { code, output } = await install('0.99.0');
    expect(code).toBe(1);
    expect(output).toMatch(/v0\.99\.0\/sha256sum\.txt could not be downloaded\. Check docker_machine_version/);
  });
});

it('all of it gets installed: engine, Compose and Machine, with the repository that the board gets updates from', async () => {
  const env = { DOCKER_ENGINE_VERSION: '28.0', DOCKER_COMPOSE_VERSION: 'latest', DOCKER_MACHINE_VERSION: '0.16.2' };
  await succeeds('allow_services $root; install_docker $root', env);
  const said = await succeeds(`
    for program in dockerd docker docker-machine; do chroot $root $program; done
    chroot $root id --groups --name "$(awk -F : '$3 == 1000 { print $1 }' $root/etc/passwd)"
    chroot $root apt-get -qq --option Dir::Etc::sourcelist=/etc/apt/sources.list.d/docker.sources \\
      --option Dir::Etc::sourceparts=/dev/null update
    chroot $root apt-cache policy docker-ce`);
  expect(said).toContain('docker-ce 5:28.0.4-1~debian.13~trixie\n');
  expect(said).toContain('docker-ce-cli 5:28.0.4-1~debian.13~trixie\n');
  expect(said).toContain('docker-machine version v0.16.2\n');
  expect(said).toMatch(/^pirate .*\bdocker\b/m);
  expect(said).toMatch(/Candidate: 5:28\.10\.1-1~debian\.13~trixie/);
});
