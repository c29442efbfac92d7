"""Gives a card an id of its own.

All cards with one image have the id of the image in their partition table, and `root=PARTUUID=` in cmdline.txt and
/etc/fstab go by it: with the image on an SD card and on a USB disk, one's root would be taken for the other's.

Each write is on the card before the next one begins. The power may go between any two: the kernel finds its root, and
the next start goes on. For /etc/fstab still has the id that the partition table may no longer have.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from kernel_updates.disk import SECTOR, Disk

# cmdline.txt has it, in its first sector, until the card has its own id.
PROGRAM = b"init=/usr/lib/hypriotos/disk-id"
# They name partitions of the card, the first one only if there are data partitions. The last one is the last to change.
FSTAB = "etc/fstab"
TABLES = ("etc/hypriotos/data-partitions", FSTAB)
ROOT_ENTRY = re.compile(rb"^PARTUUID=([0-9a-f]{8})-[0-9a-f]{2}[ \t]+/[ \t]", re.MULTILINE)
ROOT_ARGUMENT = re.compile(rb"(?<!\S)root=\S+ *")
ID_POSITION, ID_BYTES = 440, 4


@dataclass(frozen=True)
class Root:
    """The root that the kernel has mounted: the device files of disk and partition, and the partition's number."""

    disk: Path
    partition: Path
    number: int


class DiskId:
    def __init__(self, disk: Disk, root: Root, boot: Path, system: Path = Path("/")) -> None:
        self._disk, self._root, self._system = disk, root, system
        self._cmdline = boot / "cmdline.txt"

    def change(self) -> bytes | None:
        """Returns the new id, or None if the card keeps its id, because it is not as the image was."""
        line = self._disk.read(self._cmdline)[:SECTOR]
        entry = ROOT_ENTRY.search(self._disk.read(self._system / FSTAB))
        if entry is None or not self._is_ours(line, entry[1]):
            return None
        if self._read() == entry[1]:
            self._write_cmdline(with_root(line, bytes(self._root.partition)))
            self._write(another_than(entry[1]))
        own = self._read()
        for table in filter(self._disk.is_file, (self._system / name for name in TABLES)):
            content = self._disk.read(table)
            self._disk.record(table, content.replace(b"PARTUUID=" + entry[1], b"PARTUUID=" + own))
        self._write_cmdline(without_program(with_root(line, b"PARTUUID=%s-%02x" % (own, self._root.number))))
        return own

    def _is_ours(self, line: bytes, shipped: bytes) -> bool:
        """Whether cmdline.txt names this root, as the image or `change` does, and has room for both."""
        names = (b"PARTUUID=%s-%02x" % (shipped, self._root.number), bytes(self._root.partition))
        root = ROOT_ARGUMENT.search(line)
        return (
            root is not None
            and root[0].strip()[len(b"root=") :] in names
            and len(names[1]) <= len(names[0])
            and PROGRAM in line
        )

    def _read(self) -> bytes:
        found = self._disk.read_some(self._root.disk, ID_POSITION, ID_BYTES)
        return b"%08x" % int.from_bytes(found, "little")

    def _write(self, own: bytes) -> None:
        self._disk.write_within_sector(self._root.disk, ID_POSITION, int(own, 16).to_bytes(ID_BYTES, "little"))

    def _write_cmdline(self, line: bytes) -> None:
        self._disk.write_within_sector(self._cmdline, 0, line)


def with_root(line: bytes, value: bytes) -> bytes:
    """Replaces what root= names, and nothing else moves."""
    return ROOT_ARGUMENT.sub(lambda found: (b"root=" + value).ljust(len(found[0])), line)


def without_program(line: bytes) -> bytes:
    return line.replace(PROGRAM, b" " * len(PROGRAM))


def another_than(shipped: bytes) -> bytes:
    """Returns a random id other than the shipped one. An id of 0 counts as no id."""
    while (own := os.urandom(ID_BYTES).hex().encode()) in (shipped, b"00000000"):
        pass
    return own
