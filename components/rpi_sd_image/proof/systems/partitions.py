"""The partition table of an image."""

import json
from pathlib import Path

from systems.system import Partition, Unreadable
from systems.tool import run

CHUNK = 1 << 20


def read_partitions(image: Path) -> list[Partition]:
    finished = run("sfdisk", "--json", str(image))
    if finished.status:
        raise Unreadable(f"the image has no partition table: {finished.output.strip()}")
    table = json.loads(finished.output)["partitiontable"]
    return [describe(image, table, number, data) for number, data in numbered(table)]


def numbered(table: dict) -> list[tuple[int, dict]]:
    """Partitions by the number at the end of their node's name; in a table there may be gaps."""
    return [(int(data["node"].removeprefix(table["device"]).lstrip("p")), data) for data in table.get("partitions", [])]


def describe(image: Path, table: dict, number: int, data: dict) -> Partition:
    start, size = (data[key] * table["sectorsize"] for key in ("start", "size"))
    # An MBR has no ids of partitions: the kernel makes them from the disk's and the number.
    uuid = data.get("uuid") or f"{int(table['id'], 16):08x}-{number:02x}"
    found = probe(image, start, size)
    return Partition(
        number, start, size, data["type"].lower(), data.get("bootable", False), uuid.lower(), found.get("TYPE"), found.get("LABEL"),
    )


def probe(image: Path, start: int, size: int) -> dict[str, str]:
    """What blkid finds there, nothing where it finds nothing."""
    finished = run("blkid", "--probe", "--offset", str(start), "--size", str(size), "--output", "export", str(image))
    return dict(line.split("=", 1) for line in finished.output.splitlines() if "=" in line) if finished.status == 0 else {}


def copy_out(image: Path, partition: Partition, copy: Path) -> None:
    """A partition in a sparse file of its own."""
    with image.open("rb") as source, copy.open("wb") as target:
        source.seek(partition.start)
        left = partition.size
        while left > 0 and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            if chunk.count(0) == len(chunk):
                target.seek(len(chunk), 1)
            else:
                target.write(chunk)
        target.truncate(partition.size)
