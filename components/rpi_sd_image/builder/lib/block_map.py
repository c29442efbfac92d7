"""Prints the block map of an image, in format 2.0 of bmaptool: what a card has to hold, with checksums.

block_map.py IMAGE

bmaptool itself maps what a file has no holes for. That is not enough here: zeros of inode tables, of the journal, of
the FAT and of files may be holes, too, and whether they are depends on the file system that the image lies on. A card
that was used before would have old data there. Therefore a block is left out only if the file system in the image
counts it as free and it holds zeros. Anything this program does not recognise is mapped.
"""

import hashlib
import json
import struct
import subprocess
import sys
from array import array
from pathlib import Path

BLOCK = 4096
ZEROS = bytes(BLOCK)
SECTOR = 512

TEXT = """<?xml version="1.0" ?>
<!-- Which blocks of an image a card has to hold, for bmaptool. Its file systems count the others as free. -->

<bmap version="2.0">
    <ImageSize> {size} </ImageSize>
    <BlockSize> {block} </BlockSize>
    <BlocksCount> {blocks} </BlocksCount>
    <MappedBlocksCount> {mapped} </MappedBlocksCount>
    <ChecksumType> sha256 </ChecksumType>
    <!-- Of this file, with zeros in place of the checksum. -->
    <BmapFileChecksum> {checksum} </BmapFileChecksum>

    <BlockMap>
{ranges}
    </BlockMap>
</bmap>
"""
NO_CHECKSUM = "0" * 64


def block_map(path):
    size = Path(path).stat().st_size
    blocks = -(-size // BLOCK)
    with open(path, "rb") as image:
        unmapped = set(free_blocks(path, image, size))
        ranges = [
            (first, last, checksum(image, first, last))
            for first, last in runs(n for n in range(blocks) if n not in unmapped)
        ]
    values = {
        "size": size,
        "block": BLOCK,
        "blocks": blocks,
        "mapped": blocks - len(unmapped),
        "ranges": "\n".join(line(*one) for one in ranges),
    }
    without = TEXT.format(checksum=NO_CHECKSUM, **values)
    return TEXT.format(checksum=hashlib.sha256(without.encode()).hexdigest(), **values)


def line(first, last, digest):
    return f'        <Range chksum="{digest}"> {first if first == last else f"{first}-{last}"} </Range>'


def free_blocks(path, image, size):
    """Yields the blocks that hold zeros and in which nothing but free room of file systems is."""
    for start, end in free_parts(path, image):
        for block in range(-(-start // BLOCK), min(end, size) // BLOCK):
            image.seek(block * BLOCK)
            if image.read(BLOCK) == ZEROS:
                yield block


def free_parts(path, image):
    """Yields where the free room of the file systems begins and ends, in bytes."""
    table = subprocess.run(["sfdisk", "--json", path], check=True, stdout=subprocess.PIPE).stdout
    for partition in json.loads(table)["partitiontable"]["partitions"]:
        start = partition["start"] * SECTOR
        image.seek(start)
        head = image.read(2048)
        if head[82:90] == b"FAT32   ":
            unit, origin, free = free_clusters(image, start, head)
        elif head[1080:1082] == b"\x53\xef":
            unit, origin, free = free_of_ext4(path, start, head)
        else:
            continue
        for first, last in runs(free):
            yield origin + first * unit, origin + (last + 1) * unit


def free_clusters(image, start, head):
    """Returns the size of a cluster, where the first one would be, and which are free. They count from 2."""
    sector, per_cluster, reserved, fats = struct.unpack_from("<HBHB", head, 11)
    sectors, length = struct.unpack_from("<II", head, 32)
    data = reserved + fats * length
    count = (sectors - data) // per_cluster
    image.seek(start + reserved * sector)
    entries = array("I", image.read((count + 2) * 4))
    if sys.byteorder == "big":
        entries.byteswap()
    cluster = per_cluster * sector
    free = [number for number, entry in enumerate(entries) if number >= 2 and entry & 0x0FFFFFFF == 0]
    return cluster, start + data * sector - 2 * cluster, free


def free_of_ext4(path, start, head):
    """Returns the size of a block, where the first one is, and which are free. The journal and inode tables are not."""
    (log_size,) = struct.unpack_from("<I", head, 1024 + 24)
    # It lists as many as there are, up to this number.
    find = ["debugfs", "-R", f"find_free_block {2**31 - 1}", f"{path}?offset={start}"]
    said = subprocess.run(find, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    _, _, listed = said.partition("Free blocks found:")
    return 1024 << log_size, start, sorted(int(number) for number in listed.split())


def runs(numbers):
    """Yields the first and the last of ascending numbers without a gap."""
    first = last = None
    for number in numbers:
        if first is None:
            first = number
        elif number != last + 1:
            yield first, last
            first = number
        last = number
    if first is not None:
        yield first, last


def checksum(image, first, last):
    digest = hashlib.sha256()
    image.seek(first * BLOCK)
    left = (last + 1 - first) * BLOCK
    while left and (content := image.read(min(left, 256 * BLOCK))):
        digest.update(content)
        left -= len(content)
    return digest.hexdigest()


if __name__ == "__main__":
    print(block_map(sys.argv[1]), end="")
