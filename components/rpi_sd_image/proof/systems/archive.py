"""The formats of images: as they are (.img), or packed (.zip, .xz, .zst)."""

import lzma
import re
import subprocess
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from systems.sparse import Source
from systems.tool import run

# Errors while reading a damaged archive.
DAMAGED = (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
PACKED = (".zip", ".xz", ".zst")


def is_packed(image: Path) -> bool:
    return image.suffix in PACKED


def image_size(archive: Path) -> int:
    """Returns the size of the image, in bytes. Raises one of DAMAGED."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as zipped:
            return only_file(zipped).file_size
    if archive.suffix == ".xz":
        # The fifth field of the line is the size when unpacked.
        return number_in(run("xz", "--robot", "--list", str(archive)).output, r"^file(?:\t[^\t]+){3}\t(\d+)\t")
    if archive.suffix == ".zst":
        return number_in(run("zstd", "--list", "--verbose", str(archive)).output, r"^Decompressed Size:.*\((\d+) B\)")
    return archive.stat().st_size


@contextmanager
def reading(archive: Path) -> Generator[Source]:
    """Reads the image. Its checksum is verified at its end. Raises one of DAMAGED."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as zipped, zipped.open(only_file(zipped)) as source:
            yield source
    elif archive.suffix == ".xz":
        with lzma.open(archive) as source:
            yield source
            refuse_more(source)
    elif archive.suffix == ".zst":
        command = ["zstd", "--decompress", "--stdout", "--quiet", str(archive)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as unpacker:
            assert unpacker.stdout is not None
            yield unpacker.stdout
            refuse_more(unpacker.stdout)
        if unpacker.returncode:
            raise ValueError("zstd cannot unpack it")
    else:
        with archive.open("rb") as source:
            yield source


def refuse_more(source: Source) -> None:
    """Reads the end of an archive, which has a checksum. Raises ValueError if more comes: there may be no end of it."""
    if source.read(1):
        raise ValueError("it holds more than it says")


def only_file(zipped: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Returns the only file in an archive. Raises ValueError if there is not exactly one."""
    (member,) = zipped.infolist()
    return member


def number_in(output: str, pattern: str) -> int:
    found = re.search(pattern, output, re.MULTILINE)
    if not found:
        raise ValueError(" ".join(output.split()))
    return int(found[1])
