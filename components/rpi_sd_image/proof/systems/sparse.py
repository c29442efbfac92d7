"""Images as files that take no room for what is empty."""

import zipfile
import zlib
from pathlib import Path
from typing import Protocol

CHUNK = 1 << 20
# What reading a damaged archive ends with.
DAMAGED = (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error)


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


def write_sparse(source: Source, path: Path, size: int) -> None:
    """Makes a file of size bytes: what is read, as far as that goes and fits, and nothing behind it."""
    left = size
    with path.open("wb") as target:
        while left > 0 and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            if chunk.count(0) == len(chunk):
                target.seek(len(chunk), 1)
            else:
                target.write(chunk)
        target.truncate(size)


def only_file(zipped: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one file in an archive. Raises ValueError if there is none, or more than one."""
    (member,) = zipped.infolist()
    return member
