import { join } from 'node:path';
import { connect, ensureBuilder, runContainer, type Engine } from '@hypriotkit/engine';

const IMAGE = 'hypriotkit-test/base_image:latest';

let engine: Engine;
beforeAll(async () => {
  engine = await connect();
  await ensureBuilder(engine, {
    folder: join(__dirname, 'builder'),
    tag: IMAGE,
    buildArgs: { BASE_IMAGE: 'debian:trixie-slim' },
  });
});

/** Runs a script as builders do, with the shared library, in a container of its own. */
async function builder(script: string) {
  const lines: string[] = [];
  const preamble = 'set -euo pipefail; source /usr/local/lib/hypriotkit/builder.sh; cd "$(mktemp -d)"\n';
  const { exitCode } = await runContainer(engine, {
    image: IMAGE,
    command: ['bash', '-c', preamble + script],
    env: { SOURCE_DATE_EPOCH: '1767225600', HYPRIOTKIT_JOBS: '2' },
    onLine: (_, line) => void lines.push(line),
  });
  return { exitCode, lines, output: lines.join('\n') };
}

describe('the shell library of the builders', () => {
  it('announces a step, also where the output is captured', async () => {
    const { lines } = await builder('step Packing; captured=$(step Inside; echo value); echo "$captured"');
    expect(lines).toEqual(['==> Packing', '==> Inside', 'value']);
  });

  it('says what is to be known, and what is to be feared, also where the output is captured', async () => {
    const { lines } = await builder('captured=$(note It is heavy; warn It may sink; echo value); echo "$captured"');
    expect(lines).toEqual(['--> It is heavy', '!!> It may sink', 'value']);
  });

  it('dies with what happened, and names the variable that is missing', async () => {
    expect(await builder('die "The kettle is broken. Mend it."; echo on')).toMatchObject({
      exitCode: 1,
      output: 'error: The kettle is broken. Mend it.',
    });
    expect((await builder('require HYPRIOTKIT_JOBS KETTLE')).output).toMatch(/^error: KETTLE is empty\./);
  });

  it('publishes a file with its checksum', async () => {
    const { exitCode, lines } = await builder(
      'echo x >a.img; publish a.img out; cd out; ls -A; sha256sum -c a.img.sha256',
    );
    expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: ['a.img', 'a.img.sha256', 'a.img: OK'] });
  });

  it('packs the same tree into the same bytes, whenever it was made', async () => {
    const { lines } = await builder(`
      for time in 2027-01-01 2028-02-02; do
        mkdir tree; echo x >tree/b; echo y >tree/a; ln tree/a tree/c; touch -d "$time" tree/*
        archive tree tree.tar.gz; dd if=/dev/zero of=raw.img bs=1M count=3 status=none; zip_image raw.img raw.zip
        sha256sum <tree.tar.gz; sha256sum <raw.zip; rm -r tree raw.img; sleep 1.1
      done`);
    expect(lines).toHaveLength(4);
    expect(lines.slice(2)).toEqual(lines.slice(0, 2));
  });

  it('makes a cache entry once, and none of what failed', async () => {
    const { lines } = await builder(`
      make() { echo made; echo content >"$1"; }
      fail() { echo half >"$1"; false; }
      entry=$(cached thing-1 make); entry=$(cached thing-1 make); cat "$entry"
      trap 'echo "exit $?"; ls -A "$HYPRIOTKIT_CACHE"' EXIT
      entry=$(cached broken-1 fail)`);
    expect(lines.filter((line) => !line.startsWith('.partial'))).toEqual(['made', 'content', 'exit 1', 'thing-1']);
  });

  it('says so when the mirror does not answer', async () => {
    const { exitCode, output } = await builder(`
      rm -rf /etc/apt/sources.list.d /etc/apt/sources.list
      echo 'deb http://127.0.0.1:9/ trixie main' >/etc/apt/sources.list
      echo 'Acquire::Retries "0";' >/etc/apt/apt.conf.d/99now
      apt_refresh`);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/error: the Debian mirror does not answer\. Check/);
  });
});

describe("apt's configuration", () => {
  it('has the options of the base image, also where it is for another system, whose own ones count', async () => {
    const { lines } = await builder(`
      shown() {
        apt-config dump --format '%f=%v%n' |
          grep -E '^(Acquire::Retries|APT::(Sandbox::User|Update::Error-Mode|Install-Recommends|Architecture|Architectures::)|Dir::State)='
      }
      shown | grep -v -e ^Dir -e ^APT::Arch; echo
      mkdir --parents /there/apt.conf.d
      apt_configuration armhf >apt.conf <<<'Dir::Etc "/there"; Dir::State "/there"; Acquire::Retries "7";'
      APT_CONFIG=apt.conf shown`);
    const shared = ['APT::Install-Recommends=false', 'APT::Sandbox::User=root', 'APT::Update::Error-Mode=any'];
    const [own, other] = lines.join('\n').split('\n\n');
    expect(own!.split('\n').sort()).toEqual([...shared, 'Acquire::Retries=3'].sort());
    expect(other!.split('\n').sort()).toEqual(
      [
        ...shared,
        'Acquire::Retries=7',
        'APT::Architecture=armhf',
        'APT::Architectures::=armhf',
        'Dir::State=/there',
      ].sort(),
    );
  });

  it('has sources in one form, with the keys in them or in files', async () => {
    const { lines } = await builder(`
      source /usr/local/lib/hypriotkit/keys.sh
      apt_source https://mirror.test/debian trixie "main contrib" /keys.gpg 'Check-Valid-Until: no'; echo
      printf 'BEGIN\n\nkey\n' >key.asc; apt_source https://mirror.test/debian trixie main "$(inline_key key.asc)"`);
    expect(lines).toEqual([
      'Types: deb',
      'URIs: https://mirror.test/debian',
      'Suites: trixie',
      'Components: main contrib',
      'Check-Valid-Until: no',
      'Signed-By: /keys.gpg',
      '',
      'Types: deb',
      'URIs: https://mirror.test/debian',
      'Suites: trixie',
      'Components: main',
      'Signed-By: ',
      ' BEGIN',
      ' .',
      ' key',
    ]);
  });

  it('takes a component in where it is not yet, in both forms of sources', async () => {
    const { lines } = await builder(`
      rm -rf /etc/apt/sources.list.d/*; cd /etc/apt
      printf '# deb here\ndeb http://mirror.test/debian trixie main\ndeb http://mirror.test/debian x non-free-firmware\n' >sources.list
      apt_source http://mirror.test/debian trixie main /keys.gpg >sources.list.d/debian.sources
      apt_component non-free-firmware; apt_component non-free-firmware; apt_component non-free
      cat sources.list; grep Components sources.list.d/debian.sources`);
    expect(lines).toEqual([
      '# deb here',
      'deb http://mirror.test/debian trixie main non-free-firmware non-free',
      'deb http://mirror.test/debian x non-free-firmware non-free',
      'Components: main non-free-firmware non-free',
    ]);
  });
});
