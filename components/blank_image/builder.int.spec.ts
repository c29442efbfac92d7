import { builderContainer, type RunningContainer } from '../../tools/e2e/lib/containers';

/** As Hypriot's images have always had it, in sectors of 512 bytes. */
const LAYOUTS = [
  { device: 'rpi', id: '0x48595052', boot: { start: 2048, megabytes: 100 } },
  { device: 'odroid', id: '0x48594f44', boot: { start: 3072, megabytes: 64 } },
];
const SECTORS_PER_MEGABYTE = 2048;
/** What FAT32 has at least; with fewer of them a reader takes it for FAT16. */
const FAT32_CLUSTERS = 65525;

interface PartitionTable {
  label: string;
  id: string;
  partitions: { start: number; size: number; type: string; bootable?: boolean }[];
}

let builder: RunningContainer;
beforeAll(async () => {
  builder = await builderContainer('blank_image');
});
afterAll(() => builder?.remove());

async function succeeds(script: string): Promise<string> {
  const { code, output } = await builder.run(script, { SOURCE_DATE_EPOCH: '1767225600' });
  expect({ code, output }).toMatchObject({ code: 0 });
  return output;
}

describe.each(LAYOUTS)('the image for $device', ({ device, id, boot }) => {
  const image = `/images/${device}-raw.img`;
  const bootSectors = boot.megabytes * SECTORS_PER_MEGABYTE;
  const root = { start: boot.start + bootSectors, sectors: 1400 * SECTORS_PER_MEGABYTE };

  beforeAll(async () => {
    await succeeds(`mkdir -p /workspace; /builder/${device}/build.sh`);
    await succeeds(
      `cd /workspace; sha256sum --check ${device}-raw.img.zip.sha256; unzip -d /images ${device}-raw.img.zip`,
    );
  });

  it('has a boot partition that boots, and the root behind it', async () => {
    const { partitiontable } = JSON.parse(await succeeds(`sfdisk --json ${image}`)) as {
      partitiontable: PartitionTable;
    };
    expect(partitiontable).toMatchObject({
      label: 'dos',
      id,
      partitions: [
        { start: boot.start, size: bootSectors, type: 'c', bootable: true },
        { start: root.start, size: root.sectors, type: '83' },
      ],
    });
    expect(partitiontable.partitions).toHaveLength(2);
    expect(partitiontable.partitions[1]).not.toHaveProperty('bootable');
    expect(Number(await succeeds(`stat --format %s ${image}`))).toBe((root.start + root.sectors) * 512);
  });

  it('has FAT32 without a fault on the one, of its very size', async () => {
    await succeeds(`dd if=${image} of=/boot.fat bs=512 skip=${boot.start} count=${bootSectors} status=none`);
    expect(await succeeds('blkid --probe --output export /boot.fat')).toMatch(/^LABEL=HypriotOS$[^]*^VERSION=FAT32$/m);
    const [, clusters] = /(\d+) clusters/.exec(await succeeds('fsck.vfat -n /boot.fat'))!;
    expect(Number(clusters)).toBeGreaterThanOrEqual(FAT32_CLUSTERS);
    const info = await succeeds('minfo -i /boot.fat');
    expect(info).toContain(`hidden sectors: ${boot.start}`);
    expect(info).toContain(`big size: ${bootSectors} sectors`);
  });

  it('has ext4 without a fault on the other', async () => {
    await succeeds(`e2fsck -f -n '${image}?offset=${root.start * 512}'`);
    const probed = await succeeds(`blkid --probe --offset ${root.start * 512} --output export ${image}`);
    expect(probed).toMatch(/^LABEL=root$/m);
    expect(probed).toMatch(/^TYPE=ext4$/m);
  });
});
