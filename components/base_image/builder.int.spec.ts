import type { HostAccess } from '@hypriotkit/engine';
import { runScript } from './testing/builder-script';

async function builder(script: string, access?: HostAccess) {
  const { exitCode, lines } = await runScript(script, access);
  return { exitCode, lines, output: lines.join('\n') };
}

it('go by one locale and time zone, wherever they run', async () => {
  const { lines } = await builder(
    `LC_ALL=et_EE.UTF-8 LANG=et_EE.UTF-8 TZ=GMT-14 bash -c 'source /usr/local/lib/hypriotkit/builder.sh; echo "$LANG $LC_ALL $TZ"; date +%Z' 2>/dev/null`,
  );
  expect(lines).toEqual(['C.UTF-8 C.UTF-8 UTC', 'UTC']);
});

describe("the builder's own programs in a tree for another architecture", () => {
  const tree = `mkdir -p tree/{etc,usr/{bin,lib,sbin},var/lib/dpkg}; cp /etc/os-release tree/etc
    for name in dash dpkg dpkg-query dpkg-trigger python3.13 sed uname; do echo foreign >tree/usr/bin/$name; done
    printf '%s\\n' /usr/bin/tea /usr/bin/tea.real coffee >tree/var/lib/dpkg/diversions
    touch -d 2020-01-01 tree tree/usr tree/usr/*
    listed() { find tree -path tree/var -prune -o -printf '%p %s %T@ %l\\n' | sort; cat tree/var/lib/dpkg/diversions; }
    listed >before\n`;

  it('work there for a time, in the name of its architecture, and leave it as it was', async () => {
    const { exitCode, lines } = await builder(
      `${tree} lay_native_tools tree arm64 packages; tree/usr/bin/dpkg --print-architecture; cat tree/usr/bin/dpkg.foreign
       grep -c foreign tree/var/lib/dpkg/diversions; ls tree/usr/bin/perl || lift_native_tools tree; listed | diff before -`,
    );
    const missing = "ls: cannot access 'tree/usr/bin/perl': No such file or directory";
    expect({ exitCode, lines: lines.sort() }).toEqual({ exitCode: 0, lines: ['5', 'arm64', 'foreign', missing] });
  });

  it('what was done to a program meanwhile is done to that of the tree', async () => {
    const { exitCode, lines } = await builder(
      `${tree} chmod 755 tree/usr/bin/*; cp -p tree/usr/bin/dash tree/usr/bin/bash; lay_native_tools tree arm64 packages
       chmod 4711 tree/usr/bin/dash; echo other >tree/usr/bin/new; mv tree/usr/bin/new tree/usr/bin/sed; rm tree/usr/bin/dpkg-query
       cp tree/usr/bin/bash tree/usr/bin/shell; mkdir -p tree/usr/lib/x86_64-linux-gnu/vendor; echo own >tree/usr/lib64/vendor.so
       mkdir tree/var/lib/dpkg/info; echo /usr/lib/x86_64-linux-gnu/libc.so.6 >tree/var/lib/dpkg/info/libc6:amd64.list
       lift_native_tools tree; cd tree/usr; stat --format '%n %a' bin/*; cat bin/dash bin/sed bin/shell; find lib* ! -type d`,
    );
    const files = [
      'bash 755',
      'dash 4711',
      'dpkg 755',
      'dpkg-trigger 755',
      'python3.13 755',
      'sed 644',
      'shell 755',
      'uname 755',
    ];
    const contents = ['foreign', 'other', 'foreign', 'lib/x86_64-linux-gnu/libc.so.6', 'lib64/vendor.so'];
    expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: [...files.map((file) => `bin/${file}`), ...contents] });
  });

  it.each([
    ['another release', 'arm64', 'sed -i s/trixie/forky/ tree/etc/os-release'],
    ['no other architecture', 'amd64', 'true'],
    ["libraries of the builder's architecture", 'arm64', 'mkdir tree/usr/lib/x86_64-linux-gnu'],
  ])('stay out of a tree that has %s', async (_, architecture, change) => {
    const { exitCode, lines } = await builder(
      `${tree} ${change}; listed >before; lay_native_tools tree ${architecture} packages; listed | diff before -
       lift_native_tools tree; listed | diff before -`,
    );
    expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: [] });
  });
});

describe('the shell library of the builders', () => {
  // As in a user namespace, which has the capability and nobody's permission.
  const noNodes = 'cp() { [[ $1 != --archive ]] && command cp "$@"; };';
  it.each<[string, string, HostAccess | undefined]>([
    ['makes device nodes in a tree', '', undefined],
    ['mounts those of the container where none can be made', noNodes, { mounting: true }],
  ])('%s, and takes them out again', async (_, before, access) => {
    const { exitCode, lines } = await builder(
      `${before} mkdir -p tree/dev; add_devices tree; add_devices tree; (cd tree/dev; echo *)
      echo gone >tree/dev/null; [[ $(head -c 4 tree/dev/urandom | wc -c) == 4 ]]; wc -c <tree/dev/null
      remove_devices; rm -r tree; grep tree /proc/mounts || echo none`,
      access,
    );
    expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: ['null random urandom zero', '0', 'none'] });
  });

  it('may be read twice, as by a step that is a script of its own', async () => {
    const { exitCode, lines } = await builder('source /usr/local/lib/hypriotkit/builder.sh; is_emulated arm64');
    expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: [] });
  });

  it('says so where it can do neither', async () => {
    const { exitCode, output } = await builder(`${noNodes} mkdir -p tree/dev; add_devices tree`);
    expect({ exitCode, output }).toEqual({
      exitCode: 1,
      output: expect.stringContaining('this engine lets containers neither make device nodes nor mount them') as string,
    });
  });

  it('forbids services in a tree for a time, and does not call that a failure', async () => {
    const { exitCode, lines } = await builder(
      `mkdir -p tree/usr/sbin; echo own >tree/usr/sbin/policy-rc.d; forbid_services tree; tree/usr/sbin/policy-rc.d || echo $?
       says() { echo 'invoke-rc.d: policy-rc.d denied execution of start.' >&2; echo 'Setting up tea'; return 3; }
       without_denials says || echo $?; allow_services tree; cat tree/usr/sbin/*`,
    );
    expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: ['101', 'Setting up tea', '3', 'own'] });
  });

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
      trap 'echo "exit $?"; ls "$HYPRIOTKIT_CACHE"' EXIT
      entry=$(cached broken-1 fail)`);
    expect(lines).toEqual(['made', 'content', 'exit 1', 'thing-1']);
  });

  it('says so when the mirror does not answer', async () => {
    const { exitCode, output } = await builder(`
      rm -rf /etc/apt/sources.list.d /etc/apt/sources.list
      echo 'deb http://127.0.0.1:9/ trixie main' >/etc/apt/sources.list
      echo 'Acquire::Retries "0";' >/etc/apt/apt.conf.d/99now
      apt_refresh`);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/error: the package indexes of the Debian mirror could not be read\. The lines above/);
  });
});

describe('a cache that several builders use', () => {
  /** `build SCRIPT` is a builder of its own, `make` makes an entry that is a folder, `wait_for FILE` lets builders take turns. */
  const PREAMBLE = `
    export HYPRIOTKIT_CACHE=$PWD/cache HYPRIOTKIT_CACHE_KEEP=1
    wait_for() { until [[ -e $1 ]]; do sleep 0.1; done; }
    make() { echo "made by $name" >&3; mkdir "$1"; echo "content of $name" >"$1/file"; }
    export -f wait_for make
    build() { name=$1 bash -c "set -euo pipefail; source /usr/local/lib/hypriotkit/builder.sh; $2"; }
    # A builder in a container of its own lets go when it ends, one in this container within a second.
    released() { until flock --nonblock "$1" true; do sleep 0.1; done; }
  `;
  const builders = (script: string) => builder(PREAMBLE + script);

  it('keeps what one of them still reads, and removes it afterwards', async () => {
    const { lines } = await builders(`
      build a 'entry=$(cached source-aaa make); touch reading; wait_for written; cat "$entry/file"' &
      build b 'wait_for reading; entry=$(cached source-bbb make); touch written'
      wait; released cache/source-aaa; released cache/source-bbb
      build c 'entry=$(cached source-ccc make)'; ls cache cache/.digests`);
    expect(lines).toEqual([
      ...['made by a', 'made by b', 'content of a', 'made by c'],
      ...['cache:', 'source-ccc', '', 'cache/.digests:', 'source-ccc'],
    ]);
  });

  it('has one entry if two of them make the same', async () => {
    const { lines } = await builders(`
      make_together() { touch "making-$name"; wait_for making-a; wait_for making-b; make "$1"; }
      export -f make_together
      for name in a b; do
        build $name 'entry=$(cached thing-1 make_together); cat "$entry/file" >"read-$name"; echo "done" ' &
      done
      wait; diff read-a read-b && ls -A cache`);
    expect(lines.filter((line) => !line.startsWith('made by'))).toEqual([
      'done',
      'done',
      '.digests',
      '.inputs',
      'thing-1',
    ]);
  });

  it('does not make a builder wait for what keeps an entry', async () => {
    const { lines } = await builders(`build a 'cached thing-1 make >/dev/null; wait; echo "done"'`);
    expect(lines).toEqual(['made by a', 'done']);
  });

  it.each([
    ['is cut short', 'truncate --size 4 cache/thing-1/file'],
    ['has another byte', 'printf C | dd of=cache/thing-1/file conv=notrunc status=none'],
    ['lacks a file', 'rm cache/thing-1/file'],
    ['has another mode', 'chmod 600 cache/thing-1/file'],
    ['is of an older version', 'rm cache/.digests/thing-1'],
    ['has no digest left', ': >cache/.digests/thing-1'],
  ])('makes an entry again that %s', async (_, damage) => {
    const { lines } = await builders(`
      build a 'entry=$(cached thing-1 make)'; released cache/thing-1
      ${damage}
      build b 'entry=$(cached thing-1 make); cat "$entry/file"'
      build c 'entry=$(cached thing-1 make); cat "$entry/file"; ls -A "$HYPRIOTKIT_CACHE"'`);
    expect(lines).toEqual([
      'made by a',
      '==> Removing thing-1 from the cache: it is damaged, or of an older version',
      ...['made by b', 'content of b', 'content of b'],
      ...['.digests', '.inputs', 'thing-1'],
    ]);
  });

  it('makes a single file again that is damaged', async () => {
    const { lines } = await builders(`
      pack() { echo "packed by $name" >"$1"; }; export -f pack
      build a 'entry=$(cached thing-1.tar pack)'; released cache/thing-1.tar
      truncate --size 4 cache/thing-1.tar
      build b 'entry=$(cached thing-1.tar pack); cat "$entry"'`);
    expect(lines).toEqual([expect.stringMatching(/^==> Removing thing-1\.tar from the cache/), 'packed by b']);
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

  it('reads a suite from the mirror of its own release, in both forms of sources', async () => {
    const { lines } = await builder(`
      rm -rf /etc/apt/sources.list.d/*; cd /etc/apt
      printf 'deb [arch=all] http://mirror.test/debian trixie main\ndeb http://mirror.test/security trixie-security main\n' >sources.list
      apt_source http://mirror.test/debian 'trixie trixie-updates' main /keys.gpg >sources.list.d/debian.sources
      apt_source http://mirror.test/security trixie-security main /keys.gpg >sources.list.d/security.sources
      apt_suite trixie-backports; apt_suite trixie-backports; apt_suite trixie-updates
      cat sources.list; grep --no-filename Suites sources.list.d/*; apt-config dump APT::Default-Release`);
    expect(lines).toEqual([
      'deb [arch=all] http://mirror.test/debian trixie main',
      'deb [arch=all] http://mirror.test/debian trixie-backports main',
      'deb http://mirror.test/security trixie-security main',
      'Suites: trixie trixie-updates trixie-backports',
      'Suites: trixie-security',
      'APT::Default-Release "trixie-updates";',
    ]);
  });
});
