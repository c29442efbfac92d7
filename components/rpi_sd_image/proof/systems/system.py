"""The interface through which expectations look at a system."""

import fnmatch
import posixpath
import stat
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

MEGABYTE = 1 << 20
# As the kernel follows on the way to one file.
MOST_LINKS = 40


class Unreadable(Exception):
    """Something of the system cannot be read, or a part of it is not there. The message is for people."""


@dataclass(frozen=True)
class Entry:
    """A file, directory, link ... mode has the type in it, as st_mode; owner and group are numbers; target is a link's,
    as it is written, and None for everything else."""

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
    """start and size in bytes; type as sfdisk writes it, lower case; uuid is what PARTUUID= says; file_system and label
    as blkid calls them, None without one."""

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
    """A command that came to its end. output is stdout and stderr as they came."""

    status: int
    output: str


class System(ABC):
    """Paths are absolute. /boot/firmware has the boot partition, in every system."""

    # image, qemu or board.
    place: str

    @abstractmethod
    def look(self, path: str) -> Entry | None:
        """What is at a path none of whose directories is a link, itself not followed if it is one; None where nothing
        is."""

    @abstractmethod
    def names(self, path: str) -> list[str]:
        """The names in a directory (a path without links), sorted."""

    @abstractmethod
    def content(self, path: str, limit: int | None) -> bytes:
        """What is in a file (a path without links), or its first limit bytes."""

    @abstractmethod
    def walk(self, top: str = "/") -> Iterator[Entry]:
        """Everything below a directory on its own file system, the directory itself left out."""

    # What not every system has; expectations say in `on` where they apply.

    def run(self, command: str, user: str, seconds: float) -> Finished:
        """Runs a command in a shell as a user. Raises Unreadable when it does not end in time."""
        raise Unreadable(f"commands cannot be run on this {self.place}.")

    def kernel_release(self) -> str | None:
        """What `uname -r` says, None where nothing runs."""
        return None

    def partitions(self) -> list[Partition]:
        raise Unreadable(f"partitions cannot be judged on this {self.place}.")

    def disk_size(self) -> int:
        """In bytes."""
        raise Unreadable(f"the size of the disk cannot be judged on this {self.place}.")

    def check_file_system(self, partition: Partition) -> str | None:
        """What its checker finds wrong, None when it is clean."""
        raise Unreadable(f"file systems cannot be checked on this {self.place}.")

    def free_bytes(self, partition: Partition) -> int:
        """The room in its file system."""
        raise Unreadable(f"free room cannot be judged on this {self.place}.")

    # The same for all.

    def entry(self, path: str, follow: bool = True) -> Entry | None:
        """What is at a path, links in it followed, itself as well with follow. None where nothing is, or a link leads
        nowhere."""
        real = self.real_path(path, follow)
        return None if real is None else self.look(real)

    def read(self, path: str, limit: int | None = None) -> bytes:
        """What is in a file, links followed. Raises Unreadable."""
        real = self.real_path(path)
        entry = None if real is None else self.look(real)
        if entry is None:
            raise Unreadable(f"there is no {path}")
        if not entry.is_file:
            raise Unreadable(f"{path} is no file")
        return self.content(entry.path, limit)

    def text(self, path: str) -> str:
        """As read, in UTF-8."""
        try:
            return self.read(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Unreadable(f"{path} is no text: {error}") from error

    def names_in(self, path: str) -> list[str]:
        """The names in a directory, links followed; nothing where there is none."""
        real = self.real_path(path)
        entry = None if real is None else self.look(real)
        return self.names(entry.path) if entry is not None and entry.is_directory else []

    def glob(self, pattern: str) -> list[str]:
        """The paths that a pattern (*, ?, [...] within a name) fits, links among them whether they lead anywhere or
        not, sorted. /** at its end stands for all below that is no directory."""
        if pattern.endswith("/**"):
            tops = filter(None, map(self.real_path, self.glob(pattern.removesuffix("/**"))))
            return sorted(entry.path for top in tops for entry in self.walk(top) if not entry.is_directory)
        paths = ["/"]
        for part in pattern.strip("/").split("/"):
            paths = [found for path in paths for found in self._named(path, part)]
        return sorted(paths)

    def _named(self, directory: str, pattern: str) -> list[str]:
        """The paths of what is in a directory by a pattern of a name."""
        if any(character in pattern for character in "*?["):
            names = fnmatch.filter(self.names_in(directory), pattern)
            return [posixpath.join(directory, name) for name in names]
        path = posixpath.join(directory, pattern)
        return [path] if self.entry(path, follow=False) else []

    def real_path(self, path: str, follow: bool = True) -> str | None:
        """The path without links and dots, None where a directory on it is missing or links go in circles. What it ends
        in need not be there."""
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
