import { KernelBuilder } from '../../tools/e2e/lib/kernel-builder';

let builder: KernelBuilder;
beforeAll(async () => {
  builder = await KernelBuilder.start();
});
afterAll(() => builder?.remove());

describe('a kernel that Debian has packaged', () => {
  // What depmod looks into: which names a module brings, and which it needs.
  const MODULE = `
    compile_module() {
      echo "$2" | aarch64-linux-gnu-gcc -x c -c - -o "$1"
    }
    brings='__attribute__((section("__ksymtab_strings"), used)) static const char brings[] = "mmc_start";'
    needs='extern int mmc_start(void); int (*needs)(void) = mmc_start;'`;

  const IN_ONE_PACKAGE = `
    release=6.99.1+deb13-arm64 tree=/image modules=/image/usr/lib/modules/6.99.1+deb13-arm64
    mkdir -p $tree/boot $tree/usr/lib/linux-image-$release/broadcom $modules/kernel /meta
    echo kernel >$tree/boot/vmlinuz-$release; echo CONFIG_ARM64=y >$tree/boot/config-$release
    echo '/dts-v1/; / { };' | dtc -o $tree/usr/lib/linux-image-$release/broadcom/bcm2837-rpi-3-b.dtb
    mkdir -p $tree/usr/share/doc/linux-image-$release; echo licence >$tree/usr/share/doc/linux-image-$release/copyright
    compile_module $modules/kernel/mmc_core.ko "$brings"
    compile_module $modules/kernel/mmc_block.ko "$needs"; xz $modules/kernel/mmc_block.ko
    compile_module $modules/kernel/parrot.ko 'int parrot;'
    touch $modules/modules.{order,builtin}; ln -s /nowhere $modules/build
    add_package linux-image-$release 6.99.1-1 arm64 $tree
    mkdir /headers; add_package linux-headers-$release 6.99.1-1 arm64 /headers
    add_package linux-image-arm64 6.99.1-1 arm64 /meta "Depends: linux-image-$release (= 6.99.1-1)"`;
  /** Where the packages of trixie-backports have what. */
  const IN_SEVERAL = `
    version=7.99.1-1 release=7.99.1+deb13-several-arm64; modules=usr/lib/modules/$release documents=usr/share/doc
    add() { add_package "linux-$1" $version arm64 "$2" "Depends: kmod$(printf ", linux-%s (= $version)" "\${@:3}")"; }
    mkdir -p /{base,several}/$documents /{base,binary,modules}/$modules /base/$modules/dtb/broadcom /nothing
    echo CONFIG_ARM64=y >/base/$modules/config; touch /base/$modules/{System.map,modules.order,modules.builtin}
    cp /image/usr/lib/linux-image-*/broadcom/*.dtb /base/$modules/dtb/broadcom
    mkdir /base/$documents/linux-base-$release; echo licence >/base/$documents/linux-base-$release/copyright
    ln -s linux-base-$release /several/$documents/linux-image-$release
    echo kernel in a package of its own >/binary/$modules/vmlinuz
    cp --recursive /image/usr/lib/modules/*/kernel /modules/$modules
    add_package linux-base-$release $version arm64 /base
    add binary-$release /binary base-$release
    add modules-$release /modules base-$release
    add image-$release /several {base,binary,modules}-$release
    add base-several-arm64 /nothing base-$release
    add image-several-arm64 /nothing base-several-arm64 image-$release
    add headers-$release /headers base-$release`;

  beforeAll(() =>
    builder.succeeds(`
      source /archive.sh; ${MODULE}; ${IN_ONE_PACKAGE}; ${IN_SEVERAL}
      mkdir -p /busybox/usr/bin; echo busybox >/busybox/usr/bin/busybox; add_package busybox-static 1 arm64 /busybox
      use_archive`),
  );

  it('becomes the artifacts together with an initramfs', async () => {
    const { code, output, files } = await builder.build({ RPI_KERNEL_REPO: 'deb:linux-image-arm64' });
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(output).toContain('==> Unpacking Linux 6.99.1+deb13-arm64\n');
    expect(files).toEqual(
      expect.arrayContaining([
        '6.99.1-hypriotos-v8.tar.gz',
        'linux-headers-6.99.1+deb13-arm64_6.99.1-1_arm64.deb',
        'linux-image-6.99.1+deb13-arm64_6.99.1-1_arm64.deb',
      ]),
    );
    expect(await builder.succeeds('tar -xOf /builds/bootfiles.tar.gz ./boot/COPYING.linux')).toBe('licence\n');
    const initramfs = await builder.succeeds(
      `tar -xOf /builds/bootfiles.tar.gz ./boot/initramfs.img | gzip -d >/initramfs
       cpio --quiet --list </initramfs; cpio --quiet --to-stdout --extract lib/modules/order </initramfs`,
    );
    expect(initramfs).toMatch(/^init$/m);
    expect(initramfs).toMatch(/^bin\/busybox$/m);
    // Only what the disk needs, in the order in which it is loaded.
    expect(initramfs).toMatch(/^mmc_core\nmmc_block\n$/m);
    expect(initramfs).not.toContain('parrot');
  });

  it('may come in several packages, as in backports, which the board gets all', async () => {
    const { code, output, files } = await builder.build({ RPI_KERNEL_REPO: 'deb:linux-image-several-arm64' });
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(files.filter((file) => file.endsWith('.deb'))).toEqual([
      'linux-headers-7.99.1+deb13-several-arm64_7.99.1-1_arm64.deb',
      'linux-image-7.99.1+deb13-several-arm64_7.99.1-1_arm64.deb',
    ]);
    const list = await builder.succeeds('tar -tf /builds/7.99.1-hypriotos-v8.tar.gz');
    const inFolder = (folder: string) => list.match(RegExp(`(?<=^./${folder}/)[^/\\n]+$`, 'gm'))?.sort();
    expect(inFolder('boot')).toEqual([
      'COPYING.linux',
      'bcm2837-rpi-3-b.dtb',
      'config-7.99.1+deb13-several-arm64',
      'initramfs.img',
      'kernel8.img',
    ]);
    expect(inFolder('packages')).toEqual([
      'hypriotos-kernel-tools_1_all.deb',
      'linux-base-7.99.1+deb13-several-arm64_7.99.1-1_arm64.deb',
      'linux-base-several-arm64_7.99.1-1_arm64.deb',
      'linux-binary-7.99.1+deb13-several-arm64_7.99.1-1_arm64.deb',
      'linux-image-several-arm64_7.99.1-1_arm64.deb',
      'linux-modules-7.99.1+deb13-several-arm64_7.99.1-1_arm64.deb',
      'suite',
    ]);
    expect(list).toContain('lib/modules/7.99.1+deb13-several-arm64/kernel/mmc_core.ko\n');
    expect(list).not.toMatch(/lib\/modules.*(vmlinuz|config|System.map|dtb)/);
    expect(await builder.succeeds('tar -xOf /builds/bootfiles.tar.gz ./boot/kernel8.img')).toBe(
      'kernel in a package of its own\n',
    );
  });

  it('is not to be had where Debian has none', async () => {
    const { code, output } = await builder.build({ RPI_KERNEL_REPO: 'deb:linux-image-kraken' });
    expect(code).toBe(1);
    expect(output).toContain('error: the Debian mirror has no package linux-image-kraken:arm64. Correct kernel_repo.');
  });
});
