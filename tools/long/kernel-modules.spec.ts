import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RunningContainer } from '../e2e/lib/containers';
import { ROOT } from '../e2e/lib/workspace';

const ARTIFACTS = join(ROOT, 'dist', 'artifacts');
const IMAGE = 'hypriotkit-test/board:latest';

/** What DKMS makes of it, and how it is called in the system. */
const MODULE = `
  mkdir /usr/src/parrot-1.0; cd /usr/src/parrot-1.0
  cat >parrot.c <<'END'
#include <linux/module.h>
static int __init parrot_init(void) { pr_info("pieces of eight\\n"); return 0; }
static void __exit parrot_exit(void) { }
module_init(parrot_init); module_exit(parrot_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A parrot");
END
  echo 'obj-m := parrot.o' >Makefile
  printf '%s\\n' PACKAGE_NAME=parrot PACKAGE_VERSION=1.0 'BUILT_MODULE_NAME[0]=parrot' 'DEST_MODULE_LOCATION[0]=/updates' \\
    'MAKE[0]="make -C $kernel_source_dir M=$dkms_tree/$PACKAGE_NAME/$PACKAGE_VERSION/build modules"' \\
    'AUTOINSTALL=yes' >dkms.conf`;

describe('on a board, for which rpi_kernel and root_fs have been built', () => {
  let board: RunningContainer;
  beforeAll(() => {
    const root = fileIn('root_fs', /^rootfs-.*\.tar\.gz$/);
    execFileSync('docker', ['import', '--platform', 'linux/arm64', root, IMAGE]);
    board = new RunningContainer(IMAGE);
    for (const name of ['linux-image', 'linux-headers'])
      board.copyIn(fileIn('rpi_kernel', RegExp(`^${name}-.*\\.deb$`)), '/root');
  });
  afterAll(() => {
    board?.remove();
    execFileSync('docker', ['rmi', IMAGE]);
  });

  it('DKMS compiles a module for a kernel that is installed', async () => {
    const { code, output } = await board.run(`set -e
      export DEBIAN_FRONTEND=noninteractive
      apt-get update --quiet=2
      apt-get install --yes --quiet=2 --no-install-recommends dkms gcc make
      apt-get install --yes --quiet=2 --no-install-recommends /root/linux-headers-*.deb
      ${MODULE}
      dkms add parrot/1.0
      # As with each kernel after this one.
      apt-get install --yes --quiet=2 --no-install-recommends /root/linux-image-*.deb
      dkms status; modinfo -k "$(basename /lib/modules/*)" parrot`);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(output).toMatch(/^parrot\/1\.0, \S+-hypriotos-v8, aarch64: installed$/m);
    expect(output).toMatch(/^vermagic: +\S+-hypriotos-v8 SMP /m);
  });
});

function fileIn(component: string, name: RegExp): string {
  const folder = join(ARTIFACTS, component);
  const found = readdirSync(folder).find((file) => name.test(file));
  if (!found) throw new Error(`${folder} has no ${String(name)}: npx nx run ${component}:build`);
  return join(folder, found);
}
