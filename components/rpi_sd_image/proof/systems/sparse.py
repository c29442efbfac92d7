"""Images as sparse files."""

from pathlib import Path
from typing import Protocol

CHUNK = 1 << 20


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


def write_over(source: Source, path: Path) -> None:
    """Writes over the beginning of a file, zeros included."""
    with path.open("rb+") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)


def write_sparse(source: Source, path: Path, size: int) -> None:
    """Writes a sparse file of exactly size bytes. A longer source is cut off, a shorter one is followed by zeros."""
    left = size
    with path.open("wb") as target:
        while left > 0 and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            if chunk.count(0) == len(chunk):
                target.seek(len(chunk), 1)
            else:
                target.write(chunk)
        target.truncate(size)
