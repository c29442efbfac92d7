import posixpath
import stat
from collections.abc import Callable, Iterator, Mapping

from systems.system import Entry, Finished, Partition, System

FILE, DIRECTORY, LINK = stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK


class MemorySystem(System):
    """A system in memory. Parent directories are created automatically."""

    place = "image"

    def __init__(self, files: Mapping[str, str | bytes] | None = None) -> None:
        self._entries = {"/": Entry("/", DIRECTORY | 0o755, 0, 0, 0)}
        self._contents: dict[str, bytes] = {}
        self.parts: list[Partition] = []
        self.size = 0
        self.complaints: dict[str, str] = {}
        self.commands: Callable[[str, str], Finished] | None = None
        self.release: str | None = None
        for path, content in (files or {}).items():
            self.add(path, content)

    def add(self, path: str, content: str | bytes = b"", mode: int = 0o644, owner: int = 0, group: int = 0) -> None:
        data = content.encode() if isinstance(content, str) else content
        self._contents[path] = data
        self._put(Entry(path, FILE | mode, owner, group, len(data)))

    def add_directory(self, path: str, mode: int = 0o755, owner: int = 0, group: int = 0) -> None:
        self._put(Entry(path, DIRECTORY | mode, owner, group, 0))

    def add_link(self, path: str, target: str) -> None:
        self._put(Entry(path, LINK | 0o777, 0, 0, len(target), target))

    def remove(self, path: str) -> None:
        del self._entries[path]

    def look(self, path: str) -> Entry | None:
        return self._entries.get(path)

    def names(self, path: str) -> list[str]:
        return sorted(posixpath.basename(one) for one in self._entries if one != "/" and posixpath.dirname(one) == path)

    def content(self, path: str, limit: int | None) -> bytes:
        return self._contents[path][:limit]

    def walk(self, top: str = "/") -> Iterator[Entry]:
        start = top.rstrip("/") + "/"
        return (entry for path, entry in sorted(self._entries.items()) if path.startswith(start) and path != start)

    def run(self, command: str, user: str, seconds: float) -> Finished:
        return self.commands(command, user) if self.commands else super().run(command, user, seconds)

    def kernel_release(self) -> str | None:
        return self.release

    def partitions(self) -> list[Partition]:
        return self.parts

    def disk_size(self) -> int:
        return self.size

    def check_file_system(self, partition: Partition) -> str | None:
        return self.complaints.get(str(partition.file_system))

    def free_bytes(self, partition: Partition) -> int:
        return self.size

    def _put(self, entry: Entry) -> None:
        above = posixpath.dirname(entry.path)
        if above not in self._entries:
            self._put(Entry(above, DIRECTORY | 0o755, 0, 0, 0))
        self._entries[entry.path] = entry
