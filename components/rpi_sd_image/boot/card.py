"""The SD card: the image as a sparse file, and what the firmware would read from its boot partition."""

import struct
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from failure import BootFailure

SECTOR = 512
CHUNK = 1 << 20
# QEMU takes cards of a power of two. This is larger than the image, so that it has room to grow into.
SMALLEST_CARD = 4 << 30


@dataclass
class Card:
    path: Path
    size: int
    boot_offset: int
    scratch: Path

    @classmethod
    def unpack(cls, archive: Path, scratch: Path) -> "Card":
        """Unpacks the zip's only file, as a card, into the directory scratch."""
        path = scratch / "card.img"
        try:
            with zipfile.ZipFile(archive) as zipped:
                (member,) = zipped.infolist()
                size = max(SMALLEST_CARD, 1 << (member.file_size - 1).bit_length())
                with zipped.open(member) as source:
                    write_sparse(source, path, size)
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise BootFailure(f"{archive.name} could not be unpacked: {error}") from error
        return cls(path, size, first_partition_offset(path), scratch)

    def boot_file(self, name: str) -> Path:
        """Copies a file out of the boot partition."""
        copy = self.scratch / name
        result = subprocess.run(
            ["mcopy", "-n", "-i", f"{self.path}@@{self.boot_offset}", f"::{name}", str(copy)],
            capture_output=True, text=True, check=False,
        )
        if result.returncode:
            raise BootFailure(f"the boot partition has no readable {name}: {result.stderr.strip()}")
        return copy

    def firmware_settings(self) -> dict[str, str]:
        """The settings of config.txt for all boards; "initramfs" is the only one that is written without an equals sign."""
        settings: dict[str, str] = {}
        applies = True
        for line in self.boot_file("config.txt").read_text().splitlines():
            line = line.partition("#")[0].strip()
            if line.startswith("["):
                applies = line in ("[all]", "[pi3]")
            elif applies and line:
                name, _, value = line.replace(" ", "=", 1).partition("=")
                settings[name] = value
        return settings


def write_sparse(source, path: Path, size: int) -> None:
    with path.open("wb") as target:
        while chunk := source.read(CHUNK):
            if chunk.count(0) == len(chunk):
                target.seek(len(chunk), 1)
            else:
                target.write(chunk)
        target.truncate(size)


def first_partition_offset(path: Path) -> int:
    with path.open("rb") as disk:
        record = disk.read(SECTOR)
    if record[510:] != b"\x55\xaa":
        raise BootFailure("the image has no partition table.")
    (start,) = struct.unpack_from("<I", record, 446 + 8)
    return start * SECTOR
