import type { RunningContainer } from '../../tools/e2e/lib/containers';
import { PREAMBLE, sdImageBuilder } from '../../tools/e2e/lib/sd-image-builder';

let builder: RunningContainer;
beforeAll(async () => void (builder = await sdImageBuilder()));
afterAll(() => builder?.remove());

const run = (script: string, env: Record<string, string> = {}) => builder.run(PREAMBLE + script, env);

describe('a root file system that no image can be made of', () => {
  const debian = 'mkdir -p var/lib/dpkg etc; touch var/lib/dpkg/status; echo root:x:0:0:: >etc/passwd;';
  it.each([
    ['is no Debian system', '', 'holds no Debian root file system'],
    ['is of an old release', `${debian} mkdir lib`, '/lib is a folder of its own, not a link to usr/lib'],
    ['has no account, like those of hypriot/os-rootfs', `${debian} ln -s usr/lib lib`, 'has no account to log in with'],
  ])('%s', async (_, make, reason) => {
    const { code, output } = await run(
      `cd "$root"; ${make}
       tar -cf /tree.tar .; ROOT_FS_ARTIFACT=/tree.tar; unpack_root_file_system /tree.tar "$SCRATCH/unpacked"`,
    );
    expect(code).toBe(1);
    expect(output).toContain(reason);
  });
});

describe("the files of the image's own", () => {
  const DAEMON = '/etc/docker/daemon.json';

  it('are in the system', async () => {
    const { output } = await run(
      `lay_system_files system "$root"
       cmp "$root${DAEMON}" /builder/files/system${DAEMON} && stat --format %a "$root${DAEMON}" "$root/usr/lib/hypriotos/docker-accounts"
       find "$root" -name '*.hypriotos'`,
    );
    expect(output).toBe('644\n755\n');
  });

  it('leave those of root_fs in /etc as they are, links included, and lie beside them', async () => {
    const { code, output } = await run(
      `mkdir -p "$root/etc/docker" "$root/etc/systemd/system"
       echo '{ "debug": true }' >"$root${DAEMON}"; chmod 600 "$root${DAEMON}"
       ln -s /dev/null "$root/etc/systemd/system/docker-accounts.service"
       lay_system_files system "$root"
       cat "$root${DAEMON}"; stat --format %a "$root${DAEMON}"; cmp "$root${DAEMON}.hypriotos" /builder/files/system${DAEMON}
       (cd "$root" && find . -name '*.hypriotos' -o -type l | sort); ls "$root/usr/lib/hypriotos"`,
    );
    expect(output).toBe(
      `--> ${DAEMON} is that of root_fs. The image's own is in ${DAEMON}.hypriotos
--> /etc/systemd/system/docker-accounts.service is that of root_fs. The image's own is in /etc/systemd/system/docker-accounts.service.hypriotos
{ "debug": true }
600
./etc/docker/daemon.json.hypriotos
./etc/systemd/system/docker-accounts.service
./etc/systemd/system/docker-accounts.service.hypriotos
disk-id
disk_id.py
docker-accounts
kernel_updates
`,
    );
    expect(code).toBe(0);
  });
});

describe('the kernels on the boot partition', () => {
  /** A board in a folder, with a kernel of the image and others that are installed. */
  const BOARD = `
    kernel() { head --bytes 56 /dev/zero; printf 'ARM\\x64Linux version %s (x)' "$1"; }
    install_kernel() {
      mkdir -p "$root/boot/firmware" "$root/usr/lib/modules/$1" "$root/usr/lib/linux-image-$1/broadcom"
      kernel "$1" >"$root/boot/vmlinuz-$1"; touch "$root/usr/lib/modules/$1/modules.dep"
      echo "tree of $1" >"$root/usr/lib/linux-image-$1/broadcom/bcm2837-rpi-3-b.dtb"
    }
    hypriotos_kernel() { /builder/files/system/usr/sbin/hypriotos-kernel --root "$root" "$@"; }
    install_kernel 6.1; install_kernel 6.2
    kernel 6.1 >"$root/boot/firmware/kernel8.img"; echo tree of 6.1 >"$root/boot/firmware/bcm2837-rpi-3-b.dtb"
    cp /builder/files/config.txt "$root/boot/firmware"; echo root=/dev/sda >"$root/boot/firmware/cmdline.txt"
    hypriotos_kernel installed 6.2
    cd "$root/boot/firmware"`;

  it('are the new one and, in a folder, the one before, between which a command chooses', async () => {
    const { code, output } = await run(`${BOARD}
      cat bcm2837-rpi-3-b.dtb previous/bcm2837-rpi-3-b.dtb; cat previous/cmdline.txt
      hypriotos_kernel previous; cmp config.txt /builder/files/config.txt || true; hypriotos_kernel status
      hypriotos_kernel newest; cmp config.txt /builder/files/config.txt; hypriotos_kernel installed 6.1`);
    expect(output.replace(/^running: .*\n/m, '')).toBe(
      `hypriotos-kernel: writing 6.2 to the boot partition
hypriotos-kernel: the next start is with it. The kernel before is kept: sudo hypriotos-kernel previous
tree of 6.2
tree of 6.1
root=/dev/sda
The next start is with the previous kernel, 6.1. Run: sudo reboot
config.txt /builder/files/config.txt differ: byte POSITION, line LINE
newest:    6.2
previous:  6.1, which the board boots
The next start is with the newest kernel, 6.2. Run: sudo reboot
hypriotos-kernel: 6.1 is older than 6.2, which the board goes on booting. To boot it, run: sudo hypriotos-kernel install 6.1
`
        .replace('POSITION', /byte (\d+)/.exec(output)?.[1] ?? '')
        .replace('LINE', /line (\d+)/.exec(output)?.[1] ?? ''),
    );
    expect(code).toBe(0);
  });

  it('do not become what is not a kernel', async () => {
    const { code, output } = await run(`${BOARD}
      touch "$root/boot/vmlinuz-7"; hypriotos_kernel install 7`);
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining('hypriotos-kernel: /tmp/'),
    });
    expect(output).toContain('is not a kernel 7 for arm64 in a form that the firmware takes.');
  });

  it('are not touched while an image is built', async () => {
    const { code, output } = await run(
      'sh /builder/files/system/etc/kernel/postinst.d/zz-hypriotos 6.1 /boot/vmlinuz-6.1',
    );
    expect({ code, output }).toEqual({ code: 0, output: '' });
  });
});

describe('the boot files', () => {
  /** Writes them, for a mainline kernel. */
  const configure = async (env: Record<string, string>) => {
    const { code, output } = await run(
      `truncate --size 100M image; printf 'label-id: 0x48595052\\nstart=2048, size=63488, type=c\\nstart=65536, type=83\\n' | sfdisk --quiet image
       mkdir "$SCRATCH/boot"; configure_boot image "$root" "$SCRATCH/boot"
       cat "$SCRATCH/boot/config.txt"; echo ----; cat "$SCRATCH/boot/cmdline.txt"`,
      env,
    );
    const [config, cmdline] = output.split('----\n') as [string, string];
    return { code, config, cmdline };
  };

  it('start the system by programs that give the card its id and, if that is configured, make its root read-only', async () => {
    const programs = ({ cmdline }: { cmdline: string }) =>
      cmdline.split(' ').filter((word) => word.startsWith('init='));
    const diskId = 'init=/usr/lib/hypriotos/disk-id';
    expect(programs(await configure({ READ_ONLY: 'true' }))).toEqual([
      'init=/usr/lib/hypriotos/read-only-root',
      diskId,
    ]);
    expect(programs(await configure({ READ_ONLY: 'false' }))).toEqual([diskId]);
  });

  it('have the configured lines and arguments at their ends, and nothing else is different', async () => {
    const usual = await configure({ CONFIG_TXT: '', CMDLINE: '' });
    expect(usual.config).toMatch(/device_tree=bcm2711-rpi-cm4-io\.dtb\n\n\[all\]\n$/);
    expect(usual.cmdline).toMatch(/^console=tty1 .* net\.ifnames=0\n$/);
    const own = await configure({
      CONFIG_TXT: 'dtparam=i2c_arm=on\n[pi4]\narm_boost=1',
      CMDLINE: 'quiet\nb="c d"',
    });
    expect(own).toEqual({
      code: 0,
      config: `${usual.config}
# Configured as rpi_sd_image.config_txt.
[all]
dtparam=i2c_arm=on
[pi4]
arm_boost=1

[all]
`,
      cmdline: usual.cmdline.replace(/\n$/, ' quiet b="c d"\n'),
    });
  });
});
