"""The files of one kernel on the boot partition: those at its top, or those in previous/."""

from collections.abc import Mapping
from pathlib import Path

from kernel_updates.disk import Disk
from kernel_updates.kernel_image import release_of
from kernel_updates.problem import Problem

KERNEL, INITRAMFS, ARGUMENTS, LICENCE = "kernel8.img", "initramfs.img", "cmdline.txt", "COPYING.linux"
OVERLAYS = "overlays/"
# Without this file, the firmware takes the overlays of the other kernel.
OVERLAYS_SIGN = f"{OVERLAYS}README"

# Content by name.
Files = Mapping[str, bytes]


class KernelSet:
    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk, self.folder = disk, folder

    def release(self) -> str | None:
        """Returns the release of the kernel. None: there is no complete one."""
        kernel = self.folder / KERNEL
        return release_of(self._disk.read(kernel)) if self._disk.is_file(kernel) else None

    def names(self) -> list[str]:
        return [name for name in self._disk.files_in(self.folder) if belongs(name)]

    def read(self) -> dict[str, bytes]:
        return {name: self._disk.read(self.folder / name) for name in self.names()}

    def has(self, files: Files) -> bool:
        return all(
            self._disk.is_file(self.folder / name) and self._disk.read(self.folder / name) == content
            for name, content in files.items()
        )

    def bytes_taken(self, cluster: int, names: list[str] | None = None) -> int:
        there = (name for name in (self.names() if names is None else names) if self._disk.is_file(self.folder / name))
        return sum(whole_clusters(len(self._disk.read(self.folder / name)), cluster) for name in there)

    def write(self, files: Files) -> None:
        """Writes the files, and returns when all of them are on the card. Files of other names stay."""
        for name, content in sorted(files.items()):
            self._disk.write(self.folder / name, content)
        self._disk.settle(self.folder)
        for name, content in files.items():
            if self._disk.read_back(self.folder / name) != content:
                raise Problem(
                    f"{self.folder / name} is not what was written to it. The card may be worn out: copy it soon."
                )

    def remove(self) -> None:
        self._disk.remove(self.folder)
        self._disk.settle(self.folder.parent)


def belongs(name: str) -> bool:
    """Tells whether a file belongs to the kernel. The name is relative to the folder."""
    return name in (KERNEL, INITRAMFS, ARGUMENTS, LICENCE) or name.startswith(OVERLAYS) or is_device_tree(name)


def is_device_tree(name: str) -> bool:
    return "/" not in name and name.endswith(".dtb")


def whole_clusters(size: int, cluster: int) -> int:
    return -(-size // cluster) * cluster
