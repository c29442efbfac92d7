"""The SD card: the image as a sparse file, and the files of its boot partition."""

import os
import struct
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from machine.failure import BootFailure
from systems.archive import DAMAGED, image_size, reading
from systems.sparse import write_over, write_sparse
from systems.system import MEGABYTE

SECTOR = 512
# Larger than the image, so that the root partition can grow.
USUAL_CARD = 4096 * MEGABYTE
# Files that are written to a card by hand, or by boot.
DATED = ("user-data", "network-config", "meta-data")


@dataclass
class Card:
    path: Path
    size: int
    boot_offset: int

    @classmethod
    def unpack(cls, archive: Path, path: Path, size: int | None = None) -> "Card":
        """Unpacks an image to path, as a card of size bytes. Raises BootFailure."""
        try:
            needed = image_size(archive)
            size = size or max(USUAL_CARD, next_power_of_two(needed))
            check_room(size, needed)
            with reading(archive) as source:
                write_sparse(source, path, size)
        except DAMAGED as error:
            raise BootFailure(f"{archive.name} could not be unpacked: {error}") from error
        return cls(path, size, first_partition_offset(path))

    def write_again(self, archive: Path) -> None:
        """Writes an image to the card, and leaves what is behind it. Raises BootFailure."""
        try:
            with reading(archive) as source:
                write_over(source, self.path)
        except DAMAGED as error:
            raise BootFailure(f"{archive.name} could not be unpacked: {error}") from error

    @property
    def fits_the_slot(self) -> bool:
        """Whether the size is a power of two, as QEMU requires for SD cards."""
        return self.size == next_power_of_two(self.size)

    def read(self, name: str) -> bytes:
        """Returns the content of a file on the boot partition."""
        return self._mtool("mtype", f"::{name}", what=f"has no readable {name}")

    def write(self, name: str, content: bytes) -> None:
        """Writes a file to the boot partition, and replaces an existing one."""
        self._mtool("mcopy", "-o", "-", f"::{name}", what=f"does not accept {name}", given=content)

    def date(self, seconds: float) -> None:
        """Sets the time stamp of the files in DATED, in seconds since 1970."""
        with tempfile.TemporaryDirectory() as scratch:
            for name in DATED:
                if self.has(name):
                    copy = self.copy_out(name, Path(scratch))
                    os.utime(copy, (seconds, seconds))
                    self._mtool("mcopy", "-o", "-m", str(copy), f"::{name}", what=f"does not accept {name}")

    def copy_out(self, name: str, folder: Path) -> Path:
        """Copies a file of the boot partition into a folder, without the folder that it is in."""
        copy = folder / Path(name).name
        self._mtool("mcopy", "-n", f"::{name}", str(copy), what=f"has no readable {name}")
        return copy

    def has(self, name: str) -> bool:
        command = self._command("mdir", "-b", f"::{name}")
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def _command(self, tool: str, *arguments: str) -> list[str]:
        return [tool, "-i", f"{self.path}@@{self.boot_offset}", *arguments]

    def _mtool(self, tool: str, *arguments: str, what: str, given: bytes | None = None) -> bytes:
        result = subprocess.run(self._command(tool, *arguments), input=given, capture_output=True, check=False)
        if result.returncode:
            raise BootFailure(f"the boot partition {what}: {result.stderr.decode(errors='replace').strip()}")
        return result.stdout


def size_of_card(megabytes: str) -> int | None:
    """Returns the size in bytes, or None if the text is empty. Raises BootFailure if it is not a power of two."""
    if not megabytes:
        return None
    if not megabytes.isdigit() or next_power_of_two(int(megabytes)) != int(megabytes):
        raise BootFailure(f"card_megabytes is {megabytes}: QEMU requires a power of two, such as 2048, 4096 or 8192.")
    return int(megabytes) * MEGABYTE


def next_power_of_two(number: int) -> int:
    return 1 << max(0, number - 1).bit_length()


def check_room(card: int, image: int) -> None:
    if image > card:
        needed = max(next_power_of_two(image) // MEGABYTE, 1)
        raise BootFailure(
            f"the card is too small: the image has {-(-image // MEGABYTE)} MB "
            f"and does not fit on {card // MEGABYTE} MB. "
            f"Set card_megabytes={needed} or more, or make the image smaller."
        )


def first_partition_offset(path: Path) -> int:
    with path.open("rb") as disk:
        record = disk.read(SECTOR)
    if record[510:] != b"\x55\xaa":
        raise BootFailure("the image has no partition table.")
    (start,) = struct.unpack_from("<I", record, 446 + 8)
    return start * SECTOR
