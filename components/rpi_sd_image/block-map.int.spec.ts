import type { RunningContainer } from '../../tools/e2e/lib/containers';
import { PREAMBLE, sdImageBuilder } from '../../tools/e2e/lib/sd-image-builder';

let builder: RunningContainer;
beforeAll(async () => void (builder = await sdImageBuilder()));
afterAll(() => builder?.remove());

/**
 * An image as the builder makes it: FAT32, and ext4 with a journal and inode tables that are zeros. Its files have zeros, too. Free
 * room of both file systems is at the ends and in between.
 */
const IMAGE = `
  image=$SCRATCH/a.img map=/published/a.img.bmap
  {
    rm -rf /published; truncate --size 100M "$image"
    printf 'label-id: 0x48595052\\nstart=2048, size=100352, type=c\\nstart=102400, type=83\\n' | sfdisk --quiet "$image"
    mkfs.vfat --invariant -F 32 -s 1 -g 64/32 --offset 2048 -h 2048 "$image" 50176
    for name in a b c; do { seq 300000; head --bytes 1M /dev/zero; } >"$SCRATCH/$name"; done
    mcopy -i "$image@@1M" "$SCRATCH"/[abc] ::; mdel -i "$image@@1M" ::b
    mkdir "$root/d"; cp "$SCRATCH"/[abc] "$root/d"; size=\${BLOCK_SIZE:-4096}
    mke2fs -q -F -t ext4 -b "$size" -J size=8 -E offset=$((102400 * 512)),assume_storage_prezeroed=1 -d "$root" "$image" 49m
    debugfs -w -R 'rm d/b' "$image?offset=$((102400 * 512))"
    publish_block_map "$image" /published
  } >/dev/null 2>&1
  value() { sed -n "s/ *<$1> \\(.*\\) <.*/\\1/p" "$map"; }
`;

const run = (script: string, env: Record<string, string> = {}) => builder.run(PREAMBLE + IMAGE + script, env);

it.each(['1024', '4096'])('is enough for a card that held something else, with ext4 in blocks of %s', async (size) => {
  const { code, output } = await run(
    `cat >"$SCRATCH/write.py" <<'END'
import sys, xml.etree.ElementTree as tree
image, card = open(sys.argv[1], "rb"), open(sys.argv[3], "r+b")
for part in tree.parse(sys.argv[2]).getroot().find("BlockMap"):
    first, _, last = part.text.strip().partition("-")
    image.seek(int(first) * 4096), card.seek(int(first) * 4096)
    card.write(image.read((int(last or first) + 1 - int(first)) * 4096))
END
     card=$SCRATCH/card; head --bytes 100M /dev/urandom >"$card"; python3 "$SCRATCH/write.py" "$image" "$map" "$card"
     ! cmp --silent "$image" "$card"
     check_file_systems "$card" >/dev/null 2>&1
     for name in a c; do
         cmp "$SCRATCH/$name" <(mtype -i "$card@@1M" "::$name")
         cmp "$SCRATCH/$name" <(debugfs -R "cat d/$name" "$card?offset=$((102400 * 512))" 2>/dev/null)
     done
     # The journal and the inode tables are what the image has: zeros that nobody wrote there.
     debugfs -R 'stat <8>' "$image?offset=$((102400 * 512))" 2>/dev/null | grep --only-matching '[0-9]*-[0-9]*$' >"$SCRATCH/journal"
     IFS=- read -r first last <"$SCRATCH/journal"
     cmp --bytes $(((last + 1 - first) * size)) --ignore-initial $((102400 * 512 + first * size)) "$image" "$card"
     echo "$(value MappedBlocksCount) of $(value BlocksCount)"`,
    { BLOCK_SIZE: size },
  );
  expect(output).toMatch(/^\d+ of 25600\n$/);
  expect(code).toBe(0);
  // Used are 6 MB of each file system, 8 of the journal, inode tables, and what is between and behind them.
  expect(parseInt(output)).toBeLessThan(12_000);
});

it('is what bmaptool writes: the image byte by byte on an empty card', async () => {
  const { code, output } = await run(
    `bmaptool --quiet copy --bmap "$map" "$image" "$SCRATCH/copy"; cmp "$image" "$SCRATCH/copy"
     cp "$map" "$SCRATCH/a.img.bmap"; zip_image "$image" "$image.zip"; rm "$image"
     bmaptool copy "$image.zip" "$SCRATCH/unpacked" 2>&1 | grep --only-matching 'discovered bmap file'
     cmp "$SCRATCH/copy" "$SCRATCH/unpacked"; cd /published; sha256sum --check --quiet a.img.bmap.sha256`,
  );
  expect({ code, output }).toEqual({ code: 0, output: 'discovered bmap file\n' });
});

it('is the same whatever holes the file has', async () => {
  const { code, output } = await run(
    `cp --sparse=never "$image" "$SCRATCH/b.img"; cp --sparse=always "$image" "$SCRATCH/c.img"
     for other in b c; do python3 "$BUILDER_DIR/lib/block_map.py" "$SCRATCH/$other.img" | cmp - "$map"; done`,
  );
  expect({ code, output }).toEqual({ code: 0, output: '' });
});

it('has all of what it does not understand', async () => {
  const { code, output } = await run(
    `truncate --size 20M "$SCRATCH/other.img"; printf 'start=2048, type=c\\n' | sfdisk --quiet "$SCRATCH/other.img"
     mkfs.vfat -F 16 --offset 2048 "$SCRATCH/other.img" >/dev/null
     python3 "$BUILDER_DIR/lib/block_map.py" "$SCRATCH/other.img" | grep --only-matching ' 0-.* '`,
  );
  expect({ code, output }).toEqual({ code: 0, output: ' 0-5119 \n' });
});

it('that does not match its image is not published', async () => {
  const { code, output } = await run(
    `python3() { command python3 "$@" | sed 's/> 0-/> 1-/'; }; publish_block_map "$image" /other`,
  );
  expect(output).toContain('error: the block map does not match the image.');
  expect(code).toBe(1);
});
