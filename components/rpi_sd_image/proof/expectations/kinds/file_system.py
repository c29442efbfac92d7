from collections.abc import Iterator

from expectations.kinds.forms import Choice, Number
from expectations.kinds.kind import IMAGE, Kind, Optional, Required
from systems.system import MEGABYTE, System


class FileSystem(Kind):
    """A file system without errors, according to e2fsck or fsck.vfat."""

    name = "file_system"
    places = IMAGE
    file_system = Required(Choice("ext4", "vfat"), "its type")
    free_megabytes = Optional(Number(), "the minimum free space; with this key, only the free space is checked")

    def judge(self, system: System) -> Iterator[str]:
        partition = next((one for one in system.partitions() if one.file_system == self.file_system), None)
        if partition is None:
            yield f"there is no partition with {self.file_system}"
        elif self.free_megabytes is None:
            if complaint := system.check_file_system(partition):
                yield f"partition {partition.number}: its {self.file_system} is damaged:\n{beginning(complaint)}"
        elif (free := system.free_bytes(partition) // MEGABYTE) < self.free_megabytes:
            yield f"partition {partition.number}: expected {self.free_megabytes} MB of free space, found {free} MB"


def beginning(text: str, limit: int = 20) -> str:
    """Returns the first lines, because a checker prints a lot about a badly damaged file system."""
    lines = text.splitlines()
    if len(lines) <= limit:
        return "\n".join(lines)
    return "\n".join([*lines[:limit], f"... and {len(lines) - limit} more lines"])
