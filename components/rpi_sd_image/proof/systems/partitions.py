"""The partition table of an image."""

import json
from pathlib import Path
from typing import NotRequired, TypedDict

from systems.sparse import write_sparse
from systems.system import Partition, Unreadable
from systems.tool import run


class Row(TypedDict):
    """A partition as sfdisk describes it. start and size are in sectors."""

    node: str
    start: int
    size: int
    type: str
    bootable: NotRequired[bool]
    uuid: NotRequired[str]


class Table(TypedDict):
    """A partition table as sfdisk describes it."""

    id: str
    device: str
    sectorsize: int
    partitions: NotRequired[list[Row]]


def read_partitions(image: Path) -> list[Partition]:
    finished = run("sfdisk", "--json", str(image))
    if finished.status:
        raise Unreadable(f"the image has no partition table: {finished.output.strip()}")
    table: Table = json.loads(finished.output)["partitiontable"]
    return [describe(image, table, row) for row in table.get("partitions", [])]


def describe(image: Path, table: Table, row: Row) -> Partition:
    number = number_of(table, row)
    start, size = row["start"] * table["sectorsize"], row["size"] * table["sectorsize"]
    # An MBR has no partition IDs. The kernel makes them from the disk's ID and the partition's number.
    uuid = row.get("uuid") or f"{int(table['id'], 16):08x}-{number:02x}"
    found = probe(image, start, size)
    return Partition(
        number=number,
        start=start,
        size=size,
        type=row["type"].lower(),
        bootable=row.get("bootable", False),
        uuid=uuid.lower(),
        file_system=found.get("TYPE"),
        label=found.get("LABEL"),
    )


def number_of(table: Table, row: Row) -> int:
    """Returns the number at the end of the node's name. The numbers in a table can have gaps."""
    return int(row["node"].removeprefix(table["device"]).lstrip("p"))


def probe(image: Path, start: int, size: int) -> dict[str, str]:
    """Returns what blkid finds at an offset, by blkid's names. start and size are in bytes."""
    finished = run("blkid", "--probe", "--offset", str(start), "--size", str(size), "--output", "export", str(image))
    lines = finished.output.splitlines() if finished.status == 0 else []
    return dict(line.split("=", 1) for line in lines if "=" in line)


def copy_out(image: Path, partition: Partition, copy: Path) -> None:
    """Copies a partition to a file."""
    with image.open("rb") as source:
        source.seek(partition.start)
        write_sparse(source, copy, partition.size)
