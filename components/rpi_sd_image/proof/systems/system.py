"""The interface between expectations and a system."""

import fnmatch
import posixpath
import stat
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

MEGABYTE = 1 << 20
# The kernel's limit for one path.
MOST_LINKS = 40


class Unreadable(Exception):
    """A part of the system is missing or cannot be read. The message is for people."""


@dataclass(frozen=True)
class Entry:
    """A file, directory, link or other entry.

    mode: type and permissions, as in st_mode
    owner, group: numeric IDs
    size: in bytes
    target: the target of a link, as it is written; None for other entries
    """

    path: str
    mode: int
    owner: int
    group: int
    size: int
    target: str | None = None

    @property
    def is_directory(self) -> bool:
        return stat.S_ISDIR(self.mode)

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)

    @property
    def is_link(self) -> bool:
        return stat.S_ISLNK(self.mode)


@dataclass(frozen=True)
class Partition:
    """A partition of a disk.

    start, size: in bytes
    type: in sfdisk's notation, in lower case
    uuid: the value of PARTUUID=
    file_system, label: as blkid reports them, or None
    """

    number: int
    start: int
    size: int
    type: str
    bootable: bool
    uuid: str
    file_system: str | None
    label: str | None


@dataclass(frozen=True)
class Finished:
    """A command that has ended. output is stdout and stderr together, in the order in which they were written."""

    status: int
    output: str


class System(ABC):
    """A system that can be judged. Paths are absolute. The boot partition is at /boot/firmware in every system."""

    # image, qemu or board.
    place: str

    @abstractmethod
    def look(self, path: str) -> Entry | None:
        """Returns the entry at a path, or None. The directories in the path must not be links. If the entry itself is a
        link, it is not followed."""

    @abstractmethod
    def names(self, path: str) -> list[str]:
        """Returns the sorted names in a directory. The path must not contain links."""

    @abstractmethod
    def content(self, path: str, limit: int | None) -> bytes:
        """Returns the content of a file, or its first limit bytes. The path must not contain links."""

    @abstractmethod
    def walk(self, top: str = "/") -> Iterator[Entry]:
        """Yields all entries below a directory on the same file system, without the directory itself."""

    # Only some systems have these. The places of a kind or key say where it can be judged.

    def run(self, command: str, user: str, seconds: float) -> Finished:
        """Runs a command in a shell as a user. Raises Unreadable if it does not end in time."""
        raise Unreadable(f"commands cannot be run on this {self.place}.")

    def kernel_release(self) -> str | None:
        """Returns the output of `uname -r`, or None if the system is not running."""
        return None

    def partitions(self) -> list[Partition]:
        raise Unreadable(f"partitions cannot be judged on this {self.place}.")

    def disk_size(self) -> int:
        """Returns the size of the disk in bytes."""
        raise Unreadable(f"the size of the disk cannot be judged on this {self.place}.")

    def check_file_system(self, partition: Partition) -> str | None:
        """Returns what the file system's checker reports, or None if there are no errors."""
        raise Unreadable(f"file systems cannot be checked on this {self.place}.")

    def free_bytes(self, partition: Partition) -> int:
        """Returns the free space in a file system, in bytes."""
        raise Unreadable(f"free space cannot be judged on this {self.place}.")

    # Implemented for all systems.

    def entry(self, path: str, follow: bool = True) -> Entry | None:
        """Returns the entry at a path, or None if it is missing or a link is broken. Links in the path are followed.
        With follow, the last part is followed as well."""
        real = self.real_path(path, follow)
        return None if real is None else self.look(real)

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Returns the content of a file, or its first limit bytes. Links are followed. Raises Unreadable."""
        real = self.real_path(path)
        entry = None if real is None else self.look(real)
        if entry is None:
            raise Unreadable(f"there is no {path}")
        if not entry.is_file:
            raise Unreadable(f"{path} is not a file")
        return self.content(entry.path, limit)

    def text(self, path: str) -> str:
        """Returns the content of a UTF-8 file. Links are followed. Raises Unreadable."""
        try:
            return self.read(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Unreadable(f"{path} is not text in UTF-8: {error}") from error

    def names_in(self, path: str) -> list[str]:
        """Returns the names in a directory, or nothing if it is missing. Links are followed."""
        real = self.real_path(path)
        entry = None if real is None else self.look(real)
        return self.names(entry.path) if entry is not None and entry.is_directory else []

    def glob(self, pattern: str) -> list[str]:
        """Returns the sorted paths that match a pattern, including broken links. *, ? and [...] match within a name. A
        final /** matches everything below except directories."""
        if pattern.endswith("/**"):
            tops = filter(None, map(self.real_path, self.glob(pattern.removesuffix("/**"))))
            return sorted(entry.path for top in tops for entry in self.walk(top) if not entry.is_directory)
        paths = ["/"]
        for part in pattern.strip("/").split("/"):
            paths = [found for path in paths for found in self._named(path, part)]
        return sorted(paths)

    def _named(self, directory: str, pattern: str) -> list[str]:
        """Returns the paths in a directory whose names match a pattern."""
        if any(character in pattern for character in "*?["):
            names = fnmatch.filter(self.names_in(directory), pattern)
            return [posixpath.join(directory, name) for name in names]
        path = posixpath.join(directory, pattern)
        return [path] if self.entry(path, follow=False) else []

    def real_path(self, path: str, follow: bool = True) -> str | None:
        """Returns the path without links and dots, or None if a directory in it is missing or links form a loop. The
        last part need not exist."""
        waiting = parts_from_the_end(path)
        real, links = "/", 0
        while waiting:
            part = waiting.pop()
            if part == "..":
                real = posixpath.dirname(real)
                continue
            step = posixpath.join(real, part)
            entry = self.look(step)
            if entry is None:
                return step if not waiting else None
            if entry.target is not None and (waiting or follow):
                links += 1
                if links > MOST_LINKS:
                    return None
                if entry.target.startswith("/"):
                    real = "/"
                waiting.extend(parts_from_the_end(entry.target))
            elif waiting and not entry.is_directory:
                return None
            else:
                real = step
        return real


def parts_from_the_end(path: str) -> list[str]:
    return [part for part in reversed(path.split("/")) if part and part != "."]
