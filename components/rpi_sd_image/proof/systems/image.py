"""A finished image. Its file systems are read without mounting them."""

import math
import posixpath
import re
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from systems.archive import DAMAGED, image_size, reading
from systems.ext4 import Ext4
from systems.fat import Fat
from systems.partitions import copy_out, read_partitions
from systems.sparse import write_sparse
from systems.system import Entry, Partition, System, Unreadable
from systems.tool import run

# Where the boot partition is mounted in the running system.
BOOT = "/boot/firmware"
WAY_TO_BOOT = ("/", "/boot", BOOT)


class ImageSystem(System):
    """The root partition with the boot partition at BOOT. Each can be judged even if the other is unreadable."""

    place = "image"

    def __init__(self, image: Path, scratch: Path) -> None:
        self.image = image
        self._scratch = scratch

    @cached_property
    def root(self) -> Ext4:
        """The root partition, without the boot partition."""
        return Ext4(self.image, self._the_one_of("ext4"))

    @cached_property
    def _boot(self) -> Fat:
        return Fat(self.image, self._the_one_of("vfat"), self._scratch)

    def look(self, path: str) -> Entry | None:
        boot = path_in_boot(path)
        if boot:
            return self._boot.look(boot, path)
        try:
            return self.root.look(path)
        except Unreadable:
            # The boot partition may still be readable, so its parent directories must exist.
            if path in WAY_TO_BOOT:
                return Entry(path, stat.S_IFDIR | 0o755, 0, 0, 0)
            raise

    def names(self, path: str) -> list[str]:
        boot = path_in_boot(path)
        return self.root.names(path) if boot is None else self._boot.names(boot)

    def content(self, path: str, limit: int | None) -> bytes:
        boot = path_in_boot(path)
        return self.root.content(path, limit) if boot is None else self._boot.content(boot, limit)

    def walk(self, top: str = "/") -> Iterator[Entry]:
        if path_in_boot(top) is None:
            # Leaves out the files that the mounted boot partition hides.
            yield from (entry for entry in self.root.walk(top) if path_in_boot(entry.path) in (None, ""))
            return
        for name in self.names(top):
            entry = self.look(posixpath.join(top, name))
            if entry is None:
                continue
            yield entry
            if entry.is_directory:
                yield from self.walk(entry.path)

    def partitions(self) -> list[Partition]:
        return self._partitions

    def disk_size(self) -> int:
        return self.image.stat().st_size

    def check_file_system(self, partition: Partition) -> str | None:
        if partition.file_system == "ext4":
            finished = run("e2fsck", "-f", "-n", f"{self.image}?offset={partition.start}")
        elif partition.file_system == "vfat":
            # fsck.vfat has no option for an offset.
            copy = self._scratch / f"partition{partition.number}"
            copy_out(self.image, partition, copy)
            finished = run("fsck.vfat", "-n", str(copy))
            copy.unlink()
        else:
            found = partition.file_system or "no file system"
            raise Unreadable(f"partition {partition.number} has {found}, which cannot be checked")
        return None if finished.status == 0 else finished.output.strip()

    def free_bytes(self, partition: Partition) -> int:
        if partition.file_system == "ext4":
            device = f"{self.image}?offset={partition.start}"
            free = free_of_ext4(run("debugfs", "-R", "show_super_stats -h", device).output)
        else:
            free = free_of_fat(run("mdir", "-i", f"{self.image}@@{partition.start}", "::").output)
        if free is None:
            raise Unreadable(f"the free space of partition {partition.number} cannot be read")
        return free

    @cached_property
    def _partitions(self) -> list[Partition]:
        return read_partitions(self.image)

    def _the_one_of(self, file_system: str) -> Partition:
        found = [partition for partition in self._partitions if partition.file_system == file_system]
        if len(found) != 1:
            raise Unreadable(f"expected one partition with {file_system} in the image, found {len(found) or 'none'}")
        return found[0]


def unpack(archive: Path, directory: Path) -> Path:
    """Unpacks an image as a sparse file and returns its path. The archive's checksum is verified. Raises Unreadable."""
    image = directory / archive.name.removesuffix(archive.suffix)
    try:
        size = image_size(archive)
        with reading(archive) as source:
            write_sparse(source, image, size)
    except DAMAGED as error:
        raise Unreadable(f"{archive.name} could not be unpacked: {error}") from error
    return image


def free_of_ext4(output: str) -> int | None:
    """Returns the free bytes in debugfs's output about a superblock, or None if they are not in it."""
    numbers = re.findall(r"^(?:Free blocks|Block size): +(\d+)$", output, re.MULTILINE)
    return math.prod(map(int, numbers)) if numbers else None


def free_of_fat(output: str) -> int | None:
    """Returns the free bytes in mdir's output, or None if they are not in it."""
    found = re.search(r"^ +([\d ]+) bytes free$", output, re.MULTILINE)
    return int(found[1].replace(" ", "")) if found else None


def path_in_boot(path: str) -> str | None:
    """Returns the path within the boot partition, "" for its top directory, or None for paths outside it."""
    if path == BOOT:
        return ""
    return path.removeprefix(BOOT + "/") if path.startswith(BOOT + "/") else None
