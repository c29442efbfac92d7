import { KernelBuilder, LACKING, REPOSITORY } from '../../tools/e2e/lib/kernel-builder';

let builder: KernelBuilder;
beforeAll(async () => {
  builder = await KernelBuilder.start();
});
afterAll(() => builder?.remove());

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
    const { code, output } = await builder.run(`${BUILDERS}
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
    const { code, output } = await builder.run(`${BUILDERS}
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
    const { code, output, files } = await builder.build(environment);
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
    const list = (file: string) => builder.succeeds(`tar --list --file /builds/${file} | grep -v '/$'`);
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
    expect(await builder.succeeds('grep -v ^# /builds/6.99.1-hypriotos-v8.config')).toMatch(/^CONFIG_ARM64=y\n/);
    expect(await builder.succeeds('tar -xOf /builds/bootfiles.tar.gz ./boot/kernel8.img')).toBe(
      'kernel of hypriotkit, Thu Jan  1 00:00:00 UTC 2026\n',
    );
  });

  it('leave the link /lib of a system in place over which they are unpacked', async () => {
    const output = await builder.succeeds(
      `mkdir -p /system/usr/lib/modules && cd /system && ln -s usr/lib lib
       tar -xf /builds/6.99.1-hypriotos-v8.tar.gz && readlink lib && ls usr/lib/modules`,
    );
    expect(output).toBe('usr/lib\n6.99.1-tiny\n');
  });

  it('are a package of the kernel and one of its headers, too', async () => {
    const files = async (name: string) =>
      (await builder.succeeds(`dpkg-deb --fsys-tarfile /builds/${name}_*.deb | tar --list | grep -v '/$' | sort`))
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
    expect(
      await builder.succeeds(`dpkg-deb --fsys-tarfile ${image} | tar -xO --wildcards '*/vmlinuz-*' | gzip -d`),
    ).toBe('kernel of hypriotkit, Thu Jan  1 00:00:00 UTC 2026\n');
    expect(await builder.succeeds(`dpkg-deb --info ${image} postinst`)).toContain(
      'run-parts --arg=6.99.1-tiny --arg=/boot/vmlinuz-6.99.1-tiny "$hooks"',
    );
  });

  it('have the device trees of the Pi 5 if the kernel drives its second chip', async () => {
    const { code, output } = await builder.run(`
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
    const sums = () => builder.succeeds('cat /builds/*.sha256');
    const before = await sums();
    expect((await builder.build(environment)).code).toBe(0);
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
    const { code, output } = await builder.run(script);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(message) });
  });
});
