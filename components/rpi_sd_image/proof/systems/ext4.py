"""An ext4 file system in an image, read by libfsext."""

import posixpath
import stat
from collections.abc import Iterator
from pathlib import Path

import pyfsext

from systems.system import Entry, Partition, Unreadable


class Ext4:
    """Reads all entries at once, which takes a tenth of a second, and contents on demand. All methods can raise
    Unreadable."""

    def __init__(self, image: Path, partition: Partition) -> None:
        self._window = Window(image, partition)
        self._volume = pyfsext.volume()
        self._entries: dict[str, Entry] = {}
        self._names: dict[str, list[str]] = {}
        # By path, because looking up an inode is ten times faster than looking up a path.
        self._inodes: dict[str, int] = {}
        try:
            self._volume.open_file_object(self._window)
            self._read(self._volume.get_root_directory(), "/")
        except (OSError, ValueError, RecursionError) as error:
            raise Unreadable(f"the root file system cannot be read: {first_line(error)}") from error

    def look(self, path: str) -> Entry | None:
        return self._entries.get(path)

    def names(self, path: str) -> list[str]:
        return self._names[path]

    def content(self, path: str, limit: int | None) -> bytes:
        try:
            file = self._volume.get_file_entry_by_inode(self._inodes[path])
            size = file.size if limit is None else min(limit, file.size)
            return file.read_buffer_at_offset(size, 0) if size else b""
        except (OSError, ValueError) as error:
            raise Unreadable(f"{path} cannot be read: {first_line(error)}") from error

    def walk(self, top: str) -> Iterator[Entry]:
        start = top.rstrip("/") + "/"
        return (entry for path, entry in self._entries.items() if path.startswith(start) and path != start)

    def _read(self, file: pyfsext.file_entry, path: str) -> None:
        mode = file.file_mode
        target = file.symbolic_link_target if stat.S_ISLNK(mode) else None
        self._inodes[path] = file.inode_number
        self._entries[path] = Entry(path, mode, file.owner_identifier, file.group_identifier, file.size, target)
        if stat.S_ISDIR(mode):
            children = [(child.name, child) for child in file.sub_file_entries]
            self._names[path] = sorted(name for name, _ in children)
            for name, child in children:
                self._read(child, posixpath.join(path, name))


class Window:
    """A file object for a part of a file, with the methods that libfsext needs."""

    def __init__(self, image: Path, partition: Partition) -> None:
        self._file = image.open("rb")
        self._start, self._size = partition.start, partition.size
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        left = self._size - self._position
        self._file.seek(self._start + self._position)
        data = self._file.read(left if size < 0 else min(size, left))
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> None:
        self._position = offset + (0, self._position, self._size)[whence]

    def tell(self) -> int:
        return self._position

    def get_offset(self) -> int:
        return self._position

    def get_size(self) -> int:
        return self._size


def first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
