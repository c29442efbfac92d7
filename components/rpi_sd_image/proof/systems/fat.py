"""A FAT file system in an image, copied out by mtools."""

import stat
from pathlib import Path

from systems.system import Entry, Partition, Unreadable
from systems.tool import run

# The modes that the kernel shows when root mounts FAT without options.
DIRECTORY_MODE, FILE_MODE = stat.S_IFDIR | 0o755, stat.S_IFREG | 0o755


class Fat:
    """Paths are relative, and "" is the top directory. As in the running system, names keep their case, but look-ups
    ignore it."""

    def __init__(self, image: Path, partition: Partition, scratch: Path) -> None:
        self._copy = scratch / "boot"
        self._copy.mkdir(exist_ok=True)
        finished = run("mcopy", "-s", "-n", "-Q", "-i", f"{image}@@{partition.start}", "::", str(self._copy))
        if finished.status:
            raise Unreadable(f"the boot partition's file system cannot be read: {finished.output.strip()}")

    def look(self, path: str, shown: str) -> Entry | None:
        file = self._find(path)
        if file is None:
            return None
        status = file.stat()
        directory = stat.S_ISDIR(status.st_mode)
        return Entry(shown, DIRECTORY_MODE if directory else FILE_MODE, 0, 0, 0 if directory else status.st_size)

    def names(self, path: str) -> list[str]:
        return sorted(file.name for file in self._there(path).iterdir())

    def content(self, path: str, limit: int | None) -> bytes:
        with self._there(path).open("rb") as file:
            return file.read(-1 if limit is None else limit)

    def _there(self, path: str) -> Path:
        file = self._find(path)
        if file is None:
            raise Unreadable(f"there is no {path} on the boot partition")
        return file

    def _find(self, path: str) -> Path | None:
        found = self._copy
        for part in path.split("/") if path else []:
            if not found.is_dir():
                return None
            found = next((file for file in found.iterdir() if file.name.lower() == part.lower()), None)
            if found is None:
                return None
        return found
