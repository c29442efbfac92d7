import { join } from 'node:path';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';

const TIME = '1767225600';
/** Where a git daemon of the container serves the repositories of /git. */
const REPOSITORY = 'git://127.0.0.1/linux';
const BRANCHES = {
  main: 'CONFIG_FROM_MAIN',
  'rpi-6.99.y': 'CONFIG_FROM_BRANCH',
} as const;

/** An option of the builder's that the source from git lacks. */
const LACKING = 'BRIDGE';
/** Prints what a source's Kconfig has that knows the builder's options. */
const KNOWN_OPTIONS = "sed -nE 's/^CONFIG_([A-Za-z0-9_]+)=.*/config \\1/p' /builder/config/*.config | sort --unique";

/** What a script begins with that uses the builder's steps, with a cache, a work folder and a configuration of its own. */
const PREAMBLE = `
  set -euo pipefail
  export HYPRIOTKIT_CACHE=$(mktemp --directory)
  source /usr/local/lib/hypriotkit/builder.sh
  for part in /builder/steps/*.sh; do source "$part"; done
  work=$(mktemp --directory) objects=$work/objects kernel_source=/source BUILDER_DIR=$work/builder root=$work/root
  mkdir -p "$objects" "$BUILDER_DIR/config" "$root/boot"
  wants() { printf '%s\\n' "\${@:2}" >"$BUILDER_DIR/config/$1.config"; }
`;
/** A container has one time and one number of jobs for everything. */
const ENVIRONMENT = { SOURCE_DATE_EPOCH: TIME, HYPRIOTKIT_JOBS: '2' };

let builder: RunningContainer;
beforeAll(async () => {
  builder = new RunningContainer(await builderImage('rpi_kernel', 'components/rpi_kernel/builder'));
  builder.copyIn(join(__dirname, 'testing', 'source'), '/source');
  builder.copyIn(join(__dirname, '..', 'base_image', 'testing', 'archive.sh'), '/archive.sh');
  await succeeds(`
    git config --global user.name test; git config --global user.email test@localhost
    git config --global init.defaultBranch main
    cp --recursive /source /git-work; cd /git-work; git init --quiet
    ${KNOWN_OPTIONS} | grep -v '^config ${LACKING}$' >>Kconfig
    ${Object.entries(BRANCHES)
      .map(
        ([branch, option]) =>
          `git checkout --quiet -B ${branch}; echo config ${option.slice(7)} >>Kconfig; git add .; git commit --quiet --message ${branch};`,
      )
      .join('\n')}
    git tag v6.99 main; git checkout --quiet main
    mkdir /git; git clone --quiet --bare . /git/linux; git init --quiet --bare /git/empty
    git clone --quiet --bare . /git/other
    cd /; rm -rf /other-work; git clone --quiet /git/other /other-work; cd /other-work; git rm --quiet Kbuild
    git commit --quiet --message other; git push --quiet
    git daemon --export-all --base-path=/git --detach --reuseaddr`);
});
afterAll(() => builder?.remove());

const run = (script: string, env: Record<string, string> = {}) =>
  builder.run(PREAMBLE + script, { ...ENVIRONMENT, ...env });

async function succeeds(script: string, env: Record<string, string> = {}): Promise<string> {
  const { code, output } = await builder.run(`set -e\n${script}`, { ...ENVIRONMENT, ...env });
  expect({ code, output }).toMatchObject({ code: 0 });
  return output;
}

/** The builder itself, from the beginning: what /builds has afterwards, and what it said. */
async function build(env: Record<string, string>) {
  const { code, output } = await builder.run(
    `cp /etc/apt/sources.list /sources
     trap 'cp /sources /etc/apt/sources.list; rm -f /etc/apt/apt.conf.d/93hypriotkit-suite' EXIT
     rm -rf /builds /tmp/rpi_kernel /cache; /builder/build.sh && cd /builds && sha256sum --check --quiet *.sha256`,
    { ...ENVIRONMENT, ...env },
  );
  return { code, output, files: (await builder.run('ls /builds')).output.trim().split('\n') };
}

describe('the configuration', () => {
  /** Runs the step over fragments (`wants NAME LINE...`), and says which options are on. */
  async function configure(wanted: string, env: Record<string, string> = {}) {
    const script = `${wanted}; configure_kernel; echo the options:; grep -v '^#' "$objects/.config"`;
    const { code, output } = await run(script, env);
    const [said = '', options = ''] = output.split('the options:\n');
    return { code, said, options: options.split('\n').filter(Boolean) };
  }

  it('is all fragments of the builder together, and nothing else', async () => {
    expect(await configure('wants a CONFIG_ARM64=y; wants b CONFIG_SHIP=m CONFIG_CAGE=y')).toMatchObject({
      code: 0,
      options: ['CONFIG_ARM64=y', 'CONFIG_CAGE=y', 'CONFIG_SHIP=m'],
    });
  });

  it('is that of the source, where one is named, with the fragments over it', async () => {
    const env = { DEFCONFIG: 'tiny_defconfig' };
    expect(await configure('wants a CONFIG_SONG=y "# CONFIG_PARROT is not set"', env)).toMatchObject({
      code: 0,
      options: ['CONFIG_ARM64=y', 'CONFIG_CAGE=y', 'CONFIG_SONG=y'],
    });
  });

  it('may have built in what was asked for as a module', async () => {
    const { code, output } = await run(
      'wants a CONFIG_CAGE=m; options_with_places "$BUILDER_DIR/config/a.config" >$work/list; echo CONFIG_CAGE=y >$objects/.config; unfulfilled_options $work/list',
    );
    expect({ code, output }).toEqual({ code: 0, output: '' });
  });

  it('cannot start from what the source does not have', async () => {
    const { code, said } = await configure('wants a CONFIG_ARM64=y', { DEFCONFIG: 'bcm2711_defconfig' });
    expect(code).toBe(1);
    expect(said).toContain(
      'error: the source has no arch/arm64/configs/bcm2711_defconfig. Correct defconfig, or leave it empty.\n',
    );
  });

  it('fails when a dependency has thrown an option out, and lists it with its place', async () => {
    const { code, said } = await configure('wants a CONFIG_ARM64=y "" CONFIG_SONG=y');
    expect(code).toBe(1);
    expect(said).toMatch(
      /^ {2}CONFIG_SONG=y \(config\/a\.config:3\)\nerror: these options are not in the kernel's configuration, most likely/m,
    );
    expect(said).not.toContain('ARM64=y');
  });

  it('goes without what the source lacks, and says so to everybody', async () => {
    const { code, said, options } = await configure('wants a CONFIG_KRAKEN=y CONFIG_SHIP=y CONFIG_MERMAID=m');
    expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_SHIP=y'] });
    expect(said).toMatch(/^--> This source does not have: CONFIG_KRAKEN CONFIG_MERMAID$/m);
  });

  it('has of the files for versions of Linux those for its own', async () => {
    const files = [
      'wants a CONFIG_ARM64=y',
      'wants b.until-6.99 CONFIG_SHIP=y',
      'wants c.until-6.98 CONFIG_PARROT=y',
      'wants d.from-6.99 CONFIG_CAGE=y',
      'wants e.from-6.100 CONFIG_SONG=y',
    ];
    const { code, options } = await configure(files.join(';'));
    expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_ARM64=y', 'CONFIG_CAGE=y', 'CONFIG_SHIP=y'] });
  });

  it('has the later of two lines about one option', async () => {
    const { code, options } = await configure(
      'wants a CONFIG_SHIP=y CONFIG_CAGE=y; wants b CONFIG_SHIP=m CONFIG_CAGE=n',
    );
    expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_SHIP=m'] });
  });

  describe('with options of rpi_kernel.kernel_options', () => {
    const with_ = (wanted: string, ...lines: string[]) => configure(wanted, { KERNEL_OPTIONS: lines.join('\n') });

    it('has them too', async () => {
      const { code, options } = await with_('wants a CONFIG_ARM64=y', 'CONFIG_CAGE=y', 'CONFIG_SONG=m');
      expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_ARM64=y', 'CONFIG_CAGE=y', 'CONFIG_SONG=m'] });
    });

    it('has them instead of those of the builder, and names both lines', async () => {
      const { code, said, options } = await with_(
        'wants a CONFIG_ARM64=y CONFIG_SHIP=y CONFIG_CAGE=m',
        'CONFIG_ARM64=y',
        'CONFIG_SHIP=m',
        'CONFIG_CAGE=n',
      );
      expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_ARM64=y', 'CONFIG_SHIP=m'] });
      expect(said.match(/^--> .*/gm)).toEqual([
        '--> CONFIG_SHIP=m (rpi_kernel.kernel_options[1]) counts, not CONFIG_SHIP=y (config/a.config:2)',
        '--> # CONFIG_CAGE is not set (rpi_kernel.kernel_options[2]) counts, not CONFIG_CAGE=m (config/a.config:3)',
      ]);
    });

    it('leaves out what they exclude, and says so', async () => {
      const { code, said, options } = await with_(
        'wants a CONFIG_ARM64=y CONFIG_CAGE=y CONFIG_SONG=y',
        '# CONFIG_CAGE is not set',
      );
      expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_ARM64=y'] });
      expect(said).toContain(
        '--> The options of rpi_kernel.kernel_options leave these of the builder out: CONFIG_SONG=y (config/a.config:3)\n',
      );
    });

    it.each([
      ['cannot have', 'CONFIG_SONG=y', 'CONFIG_SONG=y (rpi_kernel.kernel_options[0])'],
      ['lacks', 'CONFIG_KRAKEN=y', 'CONFIG_KRAKEN=y (rpi_kernel.kernel_options[0]): the source has no such option'],
    ])('fails when it %s one', async (_, line, complaint) => {
      const { code, said } = await with_('wants a CONFIG_ARM64=y', line);
      expect(code).toBe(1);
      expect(said).toContain(
        `  ${complaint}\nerror: these options of rpi_kernel.kernel_options are not in the kernel's configuration.`,
      );
    });
  });
});

describe('a source from git', () => {
  const fetch = (branch: string, url = REPOSITORY) =>
    run(`fetch_git_source ${url} '${branch}'; tail -n 1 "$kernel_source/Kconfig"; ls -a "$kernel_source"`);

  it.each([
    ['', 'FROM_MAIN'],
    ['main', 'FROM_MAIN'],
    ['v6.99', 'FROM_MAIN'],
    ['rpi-6.99.y', 'FROM_BRANCH'],
  ])('at %j is the one of that branch or tag, without its repository', async (branch, option) => {
    const { code, output } = await fetch(branch);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(`config ${option}\n`) });
    expect(output).toContain(`==> Downloading the source, ${REPOSITORY}${branch && ` at ${branch}`}\n`);
    expect(output).not.toMatch(/^\.git$/m);
  });

  it('is downloaded once, and anew where the branch has moved; only the newest is kept', async () => {
    const { code, output } = await run(`
      git clone --quiet --bare /git/linux /git/moving 2>&1
      # As builders of their own: a builder keeps what it uses.
      export HYPRIOTKIT_CACHE=$(mktemp --directory) work
      fetch='source /usr/local/lib/hypriotkit/builder.sh; source /builder/steps/fetch-git-source.sh
        fetch_git_source git://127.0.0.1/moving ""; echo "$time: $(basename "$kernel_source")"'
      for time in 1 2 3; do
        time=$time bash -c "set -euo pipefail; $fetch"
        until flock --nonblock "$HYPRIOTKIT_CACHE"/source-* true; do sleep 0.1; done
        echo "there are $(ls "$HYPRIOTKIT_CACHE" | wc -l)"
        [[ $time != 2 ]] || git -C /git/moving update-ref refs/heads/main refs/heads/rpi-6.99.y
      done; rm -rf /git/moving`);
    expect(code).toBe(0);
    const [first, second, third] = output.match(/(?<=^\d: ).*/gm)!;
    expect(first).toMatch(/^source-[0-9a-f]{40}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(output.match(/^there are .*/gm)).toEqual(Array(3).fill('there are 1'));
    expect(output.match(/Cloning into/g)).toHaveLength(2);
  });

  it.each([
    ['a branch that is not there', 'nosuch', REPOSITORY, `the repository ${REPOSITORY} has no branch or tag 'nosuch'.`],
    // A part of a branch's name does not match the branch.
    ['the end of a name', '6.99.y', REPOSITORY, `the repository ${REPOSITORY} has no branch or tag '6.99.y'.`],
    [
      'an empty repository',
      '',
      'git://127.0.0.1/empty',
      "the repository git://127.0.0.1/empty has no branch or tag ''.",
    ],
    ['no repository', '', 'git://127.0.0.1/nosuch', 'the repository git://127.0.0.1/nosuch does not answer.'],
    ['nobody', '', 'http://127.0.0.1:9/linux', 'the repository http://127.0.0.1:9/linux does not answer.'],
    ['another program', '', 'git://127.0.0.1/other', 'git://127.0.0.1/other is no Linux source. Correct kernel_repo.'],
  ])('that is %s ends the build', async (_, branch, url, message) => {
    const { code, output } = await fetch(branch, url);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(`error: ${message}`) });
  });

  it.each(['ext::touch% /planted', '--upload-pack=touch /planted'])('%s is no command', async (url) => {
    const { code } = await run(`fetch_git_source '${url}' ''`);
    expect(code).toBe(1);
    expect((await builder.run('ls /planted')).output).toContain('No such file');
  });
});

describe('a source from Debian', () => {
  beforeAll(() =>
    succeeds(`
      source /archive.sh
      mkdir -p /tree/usr/src; tar --create --xz --file /tree/usr/src/linux-source-6.99.tar.xz --transform 's,^source,linux-source-6.99,' -C / source
      add_package linux-source-6.99 6.99.1-1 all /tree
      mkdir /lost /empty; add_package lost-source 6.98 all /lost
      add_package linux-source 6.99 all /empty "Depends: linux-source-6.99"; use_archive
      mkdir /archive/backports; mv /tree/usr/src/linux-source-6.{99,100}.tar.xz
      add_package linux-source-6.100 6.100.2-1~bpo13+1 all /tree
      add_package linux-source 6.100~bpo13+1 all /empty "Depends: linux-source-6.100"
      mv /archive/*bpo13* /archive/backports; add_suite backports; mv /tree/usr/src/linux-source-6.{100,99}.tar.xz`),
  );

  it('is unpacked', async () => {
    const { code, output } = await run('fetch_debian_source linux-source-6.99; ls "$kernel_source"; ls "$work"');
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringMatching(/^COPYING\nKbuild\nKconfig\nLICENSES\nMakefile$/m),
    });
    // The download does not stay.
    expect(output.trimEnd()).toMatch(/builder\nobjects\nroot$/);
  });

  it('is that on which the package without a version depends', async () => {
    const { code, output } = await run('fetch_debian_source linux-source; ls "$kernel_source"');
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('==> Downloading the source, linux-source-6.99 6.99.1-1\n'),
    });
  });

  it('may be that of another suite', async () => {
    const { code, output, files } = await build({ RPI_KERNEL_REPO: 'deb:linux-source/backports' });
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(output).toContain('==> Downloading the source, linux-source-6.100 6.100.2-1~bpo13+1\n');
    expect(files).toContain('6.99.1-hypriotos-v8.tar.gz');
  });

  it.each([
    ['has no such package', 'linux-source-6.99/backports', 'has no package linux-source-6.99 in backports. Correct'],
    ['is not there', 'linux-source/nosuch', 'does not answer, or has no suite nosuch. Check'],
  ])('cannot be that of a suite that %s', async (_, name, message) => {
    const { code, output } = await build({ RPI_KERNEL_REPO: `deb:${name}` });
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining(`error: the Debian mirror ${message}`),
    });
  });

  it('that Debian does not have ends the build', async () => {
    const { code, output } = await run('fetch_debian_source linux-source-5.0');
    expect(code).toBe(1);
    expect(output).toContain('error: the Debian mirror has no package linux-source-5.0. Correct kernel_repo.');
  });

  it('that cannot be downloaded ends the build, and leaves nothing in the cache', async () => {
    const { code, output } = await run(`trap 'ls -A "$HYPRIOTKIT_CACHE"' EXIT; fetch_debian_source lost-source`);
    expect(code).toBe(1);
    expect(output).toMatch(/error: the Debian package lost-source=6\.98 could not be downloaded\. Try again/);
    expect(output).not.toMatch(/^source-/m);
  });

  it('comes from a mirror that answers', async () => {
    const { code, output } = await run(`
      sleep() { :; }
      cp /etc/apt/sources.list /sources; trap 'cp /sources /etc/apt/sources.list' EXIT
      echo 'deb http://127.0.0.1:9/ trixie main' >/etc/apt/sources.list
      fetch_debian_source linux-source-6.99`);
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining('error: the Debian mirror does not answer.'),
    });
  });

  it('becomes the artifacts when it has all options', async () => {
    await succeeds(`
      source /archive.sh
      ${KNOWN_OPTIONS} >/source/Kconfig
      tar --create --xz --file /tree/usr/src/linux-source-6.99.tar.xz --transform 's,^source,linux-source-6.99,' -C / source
      add_package linux-source-6.99 6.99.1-2 all /tree; rm /archive/*6.99.1-1*; use_archive`);
    const { code, output, files } = await build({ RPI_KERNEL_REPO: 'deb:linux-source-6.99' });
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(files).toContain('6.99.1-hypriotos-v8.tar.gz');
    expect(output).not.toMatch(/^--> /m);
  });
});

describe('the objects of earlier builds', () => {
  /** `build SCRIPT` is a builder of its own. `keep NAME` keeps an object of that name, with a configuration of its own. */
  const BUILDERS = `
    export work objects kernel_source
    build() { bash -c "set -euo pipefail; source /usr/local/lib/hypriotkit/builder.sh; source /builder/steps/keep-objects.sh; $1"; }
    keep() {
      rm -rf "$objects"; mkdir "$objects"; echo "$1" | tee "$objects/.config" >"$objects/$1.o"
      build keep_objects
      rm -rf "$objects"
    }
    # A builder in a container of its own lets go when it ends, one in this container within a second.
    released() { until flock --nonblock "$HYPRIOTKIT_CACHE"/objects-* true; do sleep 0.1; done; }
  `;

  it('stay while a builder copies them, and are taken up from one build alone', async () => {
    const { code, output } = await run(`${BUILDERS}
      wait_for() { until [[ -e $work/$1 ]]; do sleep 0.1; done; }
      cp_slowly() { touch "$work/copying"; wait_for kept; command cp "$@"; }
      export -f wait_for cp_slowly
      keep old; released
      objects=$work/first build 'cp() { cp_slowly "$@"; }; restore_objects' &
      wait_for copying
      keep new; touch "$work/kept"; wait $!
      ls "$work/first"; ls "$HYPRIOTKIT_CACHE" | wc -l
      build restore_objects; ls "$objects"`);
    const step = '==> Taking up the objects of the build before\n';
    expect({ code, output }).toEqual({ code: 0, output: `${step}old.o\n2\n${step}new.o\n` });
  });

  it('that are damaged are not taken up', async () => {
    const { code, output } = await run(`${BUILDERS}
      keep old; released
      echo odd >"$(echo "$HYPRIOTKIT_CACHE"/objects-*)/old.o"
      build restore_objects; ls "$work" "$HYPRIOTKIT_CACHE"`);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^==> Removing objects-/) });
    expect(output).not.toMatch(/Taking up|^objects/m);
  });
});

describe('the artifacts of a source from git', () => {
  const environment = { RPI_KERNEL_REPO: REPOSITORY, RPI_KERNEL_BRANCH: 'main', DEFCONFIG: 'tiny_defconfig' };

  it('are kernel, configuration and boot files, with their checksums', async () => {
    const { code, output, files } = await build(environment);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(output).toMatch(RegExp(`^--> This source does not have: CONFIG_${LACKING}$`, 'm'));
    expect(files).toEqual([
      '6.99.1-hypriotos-v8.config',
      '6.99.1-hypriotos-v8.config.sha256',
      '6.99.1-hypriotos-v8.tar.gz',
      '6.99.1-hypriotos-v8.tar.gz.sha256',
      'bootfiles.tar.gz',
      'bootfiles.tar.gz.sha256',
      'linux-headers-6.99.1-tiny_6.99.1-1_arm64.deb',
      'linux-headers-6.99.1-tiny_6.99.1-1_arm64.deb.sha256',
      'linux-image-6.99.1-tiny_6.99.1-1_arm64.deb',
      'linux-image-6.99.1-tiny_6.99.1-1_arm64.deb.sha256',
    ]);
    const list = (file: string) => succeeds(`tar --list --file /builds/${file} | grep -v '/$'`);
    const boot = [
      './boot/COPYING.linux',
      './boot/bcm2711-rpi-4-b.dtb',
      './boot/bcm2837-rpi-3-b.dtb',
      './boot/config-6.99.1-tiny',
      './boot/kernel8.img',
      './boot/overlays/parrot.dtbo',
    ];
    expect((await list('bootfiles.tar.gz')).trim().split('\n')).toEqual(boot);
    expect((await list('6.99.1-hypriotos-v8.tar.gz')).trim().split('\n')).toEqual([
      ...boot,
      './lib/modules/6.99.1-tiny/kernel/parrot.ko',
    ]);
    expect(await succeeds('grep -v ^# /builds/6.99.1-hypriotos-v8.config')).toMatch(/^CONFIG_ARM64=y\n/);
    expect(await succeeds('tar -xOf /builds/bootfiles.tar.gz ./boot/kernel8.img')).toBe(
      'kernel of hypriotkit, Thu Jan  1 00:00:00 UTC 2026\n',
    );
  });

  it('are a package of the kernel and one of its headers, too', async () => {
    const files = async (name: string) =>
      (await succeeds(`dpkg-deb --fsys-tarfile /builds/${name}_*.deb | tar --list | grep -v '/$' | sort`))
        .trim()
        .split('\n');
    expect(await files('linux-image-6.99.1-tiny')).toEqual([
      './boot/System.map-6.99.1-tiny',
      './boot/config-6.99.1-tiny',
      './boot/vmlinuz-6.99.1-tiny',
      './usr/lib/linux-image-6.99.1-tiny/broadcom/bcm2711-rpi-4-b.dtb',
      './usr/lib/linux-image-6.99.1-tiny/broadcom/bcm2837-rpi-3-b.dtb',
      './usr/lib/linux-image-6.99.1-tiny/overlays/parrot.dtbo',
      './usr/lib/modules/6.99.1-tiny/kernel/parrot.ko',
      './usr/share/doc/linux-image-6.99.1-tiny/copyright',
    ]);
    expect(await files('linux-headers-6.99.1-tiny')).toEqual([
      './usr/lib/modules/6.99.1-tiny/build',
      './usr/share/doc/linux-headers-6.99.1-tiny/copyright',
      './usr/src/linux-headers-6.99.1-tiny/.config',
      './usr/src/linux-headers-6.99.1-tiny/Makefile',
      './usr/src/linux-headers-6.99.1-tiny/scripts/fixdep',
    ]);
    const image = '/builds/linux-image-*.deb';
    expect(await succeeds(`dpkg-deb --fsys-tarfile ${image} | tar -xO --wildcards '*/vmlinuz-*' | gzip -d`)).toBe(
      'kernel of hypriotkit, Thu Jan  1 00:00:00 UTC 2026\n',
    );
    expect(await succeeds(`dpkg-deb --info ${image} postinst`)).toContain(
      'run-parts --arg=6.99.1-tiny --arg=/boot/vmlinuz-6.99.1-tiny "$hooks"',
    );
  });

  it('have the device trees of the Pi 5 if the kernel drives its second chip', async () => {
    const { code, output } = await run(`
      kernel_make dtbs; echo CONFIG_MISC_RP1=y >"$root/boot/config-1"
      copy_device_trees "$objects/arch/arm64/boot/dts/broadcom" "$root/boot"; ls "$root/boot"`);
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringMatching(
        /^bcm2711-rpi-4-b\.dtb\nbcm2712-d-rpi-5-b\.dtb\nbcm2712-rpi-5-b\.dtb\nbcm2712d0-rpi-5-b\.dtb\n/m,
      ),
    });
  });

  it('are the same in every build', async () => {
    const sums = () => succeeds('cat /builds/*.sha256');
    const before = await sums();
    expect((await build(environment)).code).toBe(0);
    expect(await sums()).toBe(before);
  });

  it.each([
    ['modules', 'mkdir -p "$root/lib/modules"; pack_kernel "$root" $work', 'the kernel came with no modules'],
    [
      'its licence',
      'mkdir -p "$root/lib/modules/6.99.1-tiny"; pack_kernel "$root" $work',
      'the kernel came without its licence',
    ],
    [
      'device trees',
      'mkdir $work/trees; touch "$root/boot/config-1"; copy_device_trees $work/trees "$root/boot"',
      'without device trees',
    ],
  ])('are none without %s', async (_, script, message) => {
    const { code, output } = await run(script);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(message) });
  });
});

describe('a kernel that Debian has packaged', () => {
  // What depmod looks into: which names a module brings, and which it needs.
  const MODULE = `
    compile_module() {
      echo "$2" | aarch64-linux-gnu-gcc -x c -c - -o "$1"
    }
    brings='__attribute__((section("__ksymtab_strings"), used)) static const char brings[] = "mmc_start";'
    needs='extern int mmc_start(void); int (*needs)(void) = mmc_start;'`;

  beforeAll(() =>
    succeeds(`
      source /archive.sh; ${MODULE}
      release=6.99.1+deb13-arm64 tree=/image modules=/image/usr/lib/modules/6.99.1+deb13-arm64
      mkdir -p $tree/boot $tree/usr/lib/linux-image-$release/broadcom $modules/kernel /busybox/usr/bin /meta
      echo kernel >$tree/boot/vmlinuz-$release; echo CONFIG_ARM64=y >$tree/boot/config-$release
      echo '/dts-v1/; / { };' | dtc -o $tree/usr/lib/linux-image-$release/broadcom/bcm2837-rpi-3-b.dtb
      mkdir -p $tree/usr/share/doc/linux-image-$release; echo licence >$tree/usr/share/doc/linux-image-$release/copyright
      compile_module $modules/kernel/mmc_core.ko "$brings"
      compile_module $modules/kernel/mmc_block.ko "$needs"; xz $modules/kernel/mmc_block.ko
      compile_module $modules/kernel/parrot.ko 'int parrot;'
      touch $modules/modules.{order,builtin}; ln -s /nowhere $modules/build
      add_package linux-image-$release 6.99.1-1 arm64 $tree
      mkdir /headers; add_package linux-headers-$release 6.99.1-1 arm64 /headers
      add_package linux-image-arm64 6.99.1-1 arm64 /meta "Depends: linux-image-$release (= 6.99.1-1)"
      echo busybox >/busybox/usr/bin/busybox; add_package busybox-static 1 arm64 /busybox
      use_archive`),
  );

  it('becomes the artifacts together with an initramfs', async () => {
    const { code, output, files } = await build({ RPI_KERNEL_REPO: 'deb:linux-image-arm64' });
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(output).toContain('==> Unpacking linux-image-6.99.1+deb13-arm64:arm64\n');
    expect(files).toEqual(
      expect.arrayContaining([
        '6.99.1-hypriotos-v8.tar.gz',
        'linux-headers-6.99.1+deb13-arm64_6.99.1-1_arm64.deb',
        'linux-image-6.99.1+deb13-arm64_6.99.1-1_arm64.deb',
      ]),
    );
    expect(await succeeds('tar -xOf /builds/bootfiles.tar.gz ./boot/COPYING.linux')).toBe('licence\n');
    const initramfs = await succeeds(
      `tar -xOf /builds/bootfiles.tar.gz ./boot/initramfs.img | gzip -d >/initramfs
       cpio --quiet --list </initramfs; cpio --quiet --to-stdout --extract lib/modules/order </initramfs`,
    );
    expect(initramfs).toMatch(/^init$/m);
    expect(initramfs).toMatch(/^bin\/busybox$/m);
    // Only what the disk needs, in the order in which it is loaded.
    expect(initramfs).toMatch(/^mmc_core\nmmc_block\n$/m);
    expect(initramfs).not.toContain('parrot');
  });

  it('is not to be had where Debian has none', async () => {
    const { code, output } = await build({ RPI_KERNEL_REPO: 'deb:linux-image-kraken' });
    expect(code).toBe(1);
    expect(output).toContain('error: the Debian mirror has no package linux-image-kraken:arm64. Correct kernel_repo.');
  });
});
