import type { RunningContainer } from '../../tools/e2e/lib/containers';
import { PREAMBLE, sdImageBuilder } from '../../tools/e2e/lib/sd-image-builder';

let builder: RunningContainer;
beforeAll(async () => void (builder = await sdImageBuilder()));
afterAll(() => builder?.remove());

const run = (script: string, env: Record<string, string> = {}) => builder.run(PREAMBLE + script, env);

describe('the boot partition', () => {
  /** Resizes that of an image such as blank_image makes, and lists what the image then has. */
  const resize = (megabytes: string) =>
    run(
      `truncate --size 200M image
       printf 'label-id: 0x48595052\\nstart=2048, size=204800, type=c, bootable\\nstart=206848, type=83\\n' | sfdisk --quiet image
       mkfs.vfat --invariant -F 32 -s 1 -g 64/32 -n HypriotOS -i 48590001 --offset 2048 -h 2048 image 102400 >/dev/null
       mke2fs -q -F -t ext4 -L root -U 6879707a-1234-4069-8f74-726f6f740001 -E offset=$((206848 * 512)) image 90M
       cp image before; resize_boot_partition image >/dev/null
       partx --noheadings --raw --output START,SECTORS,UUID image
       for number in 1 2; do file_system_field image $number LABEL; file_system_field image $number UUID; done
       partition_copy image 1 part; fsck.vfat -n part | tail -1 | sed 's/.*, //'; minfo -i part | grep 'hidden sectors'
       ! cmp --silent image before || echo unchanged; rm image before part`,
      { BOOT_MEGABYTES: megabytes },
    );
  const ids = 'HypriotOS\n4859-0001\nroot\n6879707a-1234-4069-8f74-726f6f740001\n';

  it('is that of the blank image, unless a size is configured', async () => {
    for (const megabytes of ['0', '']) expect((await resize(megabytes)).output).toMatch(/unchanged\n$/);
  });

  it.each([
    ['64', 131072, /^\d+\/12\d{4} clusters$/m],
    ['300', 614400, /^\d+\/7\d{4} clusters$/m],
    ['1024', 2097152, /^\d+\/26\d{4} clusters$/m],
  ])('has %s megabytes, with its ids, and the root behind it with its own', async (megabytes, sectors, clusters) => {
    const { code, output } = await resize(megabytes);
    expect(output).toMatch(
      new RegExp(`^2048 ${sectors} 48595052-01\n${2048 + sectors} 202752 48595052-02\n${ids}`, 'm'),
    );
    expect(output).toMatch(clusters);
    expect(output).toMatch(/^hidden sectors: 2048$/m);
    expect(code).toBe(0);
  });
});

describe('the root partition', () => {
  /** Sizes an image of 100 MB for a root file system of 50 MB with container images of 30 MB among them. */
  const size = (megabytes: string) =>
    run(
      `truncate --size 100M image; printf 'start=2048, size=63488, type=c\\nstart=65536, type=83\\n' | sfdisk --quiet image
       mkdir -p "$root\${IMAGES_ARCHIVE%/*}"
       head -c 20M /dev/urandom >"$root/system"; head -c 30M /dev/urandom >"$root$IMAGES_ARCHIVE"
       resize_root_partition "$root" image; partition_field image 2 SECTORS`,
      { ROOT_MEGABYTES: megabytes },
    );

  it('is as large as what goes into it, container images twice, and a margin', async () => {
    const { output } = await size('0');
    expect(output).toMatch(
      /^--> The root partition has 34\d MB: 34\d MB, of which 2[01] for the system, 60 for container images \(and loading them\)/m,
    );
  });

  it('is as large as it is configured', async () => {
    expect((await size('1000')).output).toMatch(new RegExp(`^${(1000 * 1024 * 1024) / 512}$`, 'm'));
  });

  it('is not made too small for what goes into it', async () => {
    const { code, output } = await size('300');
    expect(output).toMatch(/of 300 MB is too small .* Set rpi_sd_image.root_megabytes to 34\d or more, or to 0/);
    expect(code).toBe(1);
  });
});

describe('the table of file systems', () => {
  it('has the partitions of the image, and what root_fs has beside them', async () => {
    const { output } = await run(
      `truncate --size 100M image; printf 'label-id: 0x48595052\\nstart=2048, size=63488, type=c\\nstart=65536, type=83\\n' | sfdisk --quiet image
       mkdir -p "$root/etc"
       printf '# x\\n/dev/sda1 / ext4 defaults 0 1\\ntmpfs /var/log tmpfs size=32M 0 0\\nLABEL=swap none swap sw 0 0\\n' >"$root/etc/fstab"
       write_fstab image "$root"; grep -v '^#' "$root/etc/fstab" | awk '{ print $1, $2 }'; stat --format %a "$root/etc/fstab"; rm image`,
    );
    expect(output).toBe(
      'PARTUUID=48595052-02 /\nPARTUUID=48595052-01 /boot/firmware\ntmpfs /var/log\nLABEL=swap none\n644\n',
    );
  });
});

describe('Docker', () => {
  it('takes the Buildx that is there already', async () => {
    const { output } = await run(
      `versions_of() { echo 1; }; packages=(docker.io=1); add_buildx "$root"; echo "\${packages[@]}"
       plugins=$root/usr/libexec/docker/cli-plugins; mkdir -p "$plugins"; touch "$plugins/docker-buildx"
       packages=(docker.io=1); add_buildx "$root"; echo "\${packages[@]}"`,
    );
    expect(output).toBe('docker.io=1 docker-buildx\ndocker.io=1\n');
  });

  it('does not remove what somebody has asked for', async () => {
    const { code, output } = await run(
      `apt-get() { printf 'Remv docker-ce [5:28.5]\\nInst docker.io (26.1.5 Debian:13.1/stable [arm64])\\n'; }
       install_packages "$root" docker.io`,
    );
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining(
        'installing docker.io would remove docker-ce from the root file system',
      ) as string,
    });
  });
});

describe('data partitions', () => {
  const partitions = (...starts: number[]) =>
    JSON.stringify(starts.map((start_megabytes, index) => ({ mount: `/srv/${index}`, start_megabytes })));
  const image = `truncate --size 100M image
    printf 'label-id: 0x48595052\\nstart=2048, size=63488, type=c\\nstart=65536, type=83\\n' | sfdisk --quiet image`;

  it('are behind the image, which keeps its size', async () => {
    const { output, code } = await run(
      `${image}; add_data_partitions image; stat --format %s image; partx --noheadings --raw --output NR,START,SECTORS image`,
      { PARTITIONS: partitions(2048, 4096) },
    );
    expect(output).toMatch(
      new RegExp(`^${100 * 1024 * 1024}\n1 2048 63488\n2 65536 139264\n3 4194304 4194304\n4 8388608 131072\n`, 'm'),
    );
    expect(code).toBe(0);
  });

  it('are made ready and mounted by the system', async () => {
    const { output } = await run(
      `${image}; mkdir -p "$root/etc"; mount_data_partitions image "$root"
       cat "$root/etc/hypriotos/data-partitions"; grep PARTUUID "$root/etc/fstab"; ls -d "$root"/srv/*
       cp -r "$root"/{etc,usr} / && systemd-analyze verify --recursive-errors=no data-partition@1.service`,
      { PARTITIONS: partitions(2048, 4096) },
    );
    expect(output).toMatch(
      /^PARTUUID=48595052-03 \/srv\/0\nPARTUUID=48595052-04 \/srv\/1\nPARTUUID=48595052-03 {2}\/srv\/0 {2}ext4 .*nofail.*requires=data-partition@1\.service .*\nPARTUUID=48595052-04 .*requires=data-partition@2\.service .*\n\S+\/srv\/0\n\S+\/srv\/1\n$/,
    );
  });

  it('leave room for the root partition', async () => {
    const { code, output } = await run(
      `${image}; head -c 20M /dev/urandom >"$root/system"
       first_data_partition() { echo 200; }; resize_root_partition "$root" image`,
      { ROOT_MEGABYTES: '0' },
    );
    expect(output).toMatch(
      /does not fit before the first data partition at 200 MB: .* Set start_megabytes in rpi_sd_image\.partitions to 3\d\d or more/,
    );
    expect(code).toBe(1);
  });

  it('are none without the field', async () => {
    const { output } = await run(
      `${image}; sha256sum image >sum; add_data_partitions image; mount_data_partitions image "$root"; sha256sum --check sum; ls "$root"`,
    );
    expect(output).toBe('image: OK\n');
  });
});

describe('the formats of the image', () => {
  const publish = (format: string) =>
    run(
      `printf 'a disk' >"$SCRATCH/a.img"; truncate --size 3M "$SCRATCH/a.img"; export HYPRIOTKIT_JOBS=1
       rm -rf /published; publish_image "$SCRATCH/a.img" /published >/dev/null 3>&1
       cd /published; ls; sha256sum --check --quiet *.sha256
       for packed in *.img*; do
           case $packed in
               *.sha256) ;;
               *.zip) unzip -p "$packed" | sha256sum ;;
               *.xz) xz --decompress --stdout "$packed" | sha256sum ;;
               *.zst) zstd --decompress --stdout "$packed" | sha256sum ;;
               *) sha256sum <"$packed" ;;
           esac
       done | sort --unique | wc --lines`,
      { FORMAT: format },
    );

  it.each([
    ['zip', 'a.img.zip'],
    ['', 'a.img.zip'],
    ['raw\nxz\nzst\nzip', 'a.img a.img.xz a.img.zip a.img.zst'],
    ['raw', 'a.img'],
  ])('are %j, all of the same image', async (format, files) => {
    const expected = files.split(' ').flatMap((file) => [file, `${file}.sha256`]);
    expect(await publish(format)).toMatchObject({ code: 0, output: `${expected.join('\n')}\n1\n` });
  });
});
