"""A card in memory that loses its power, and what two kernels have on it."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path

from kernel_updates.disk import Disk
from kernel_updates.installed import Installed
from kernel_updates.updates import Updates

BOOT, CLUSTER = Path("/boot/firmware"), 512
CONFIG = "upstream_kernel=1\n#s_prefix=previous/\nkernel=kernel8.img\n[cm4]\ndevice_tree=x.dtb\n[all]\n"


class PowerCut(Exception):
    pass


class Card(Disk):
    """Since the file systems last settled, each write has reached the card, or has not, or in part, in any order: that
    is how a card behaves whose power goes. seed: decides which."""

    def __init__(self, files: Mapping[str, bytes], capacity: int = 1 << 24) -> None:
        self.capacity, self.writable = capacity, True
        # On the card, and as the running system sees it.
        self.settled = {Path(path): content for path, content in files.items()}
        self.seen = dict(self.settled)
        self._unsettled: list[Callable[[dict[Path, bytes]], None]] = []
        self._moments: int | None = None
        self.moments = 0

    def cut_power_at(self, moment: int | None, seed: int = 0) -> None:
        """The power goes at this moment, of those that `moments` counts from now on. None: it does not."""
        self._moments, self.moments, self._random = moment, 0, random.Random(seed)

    def is_file(self, path: Path) -> bool:
        return path in self.seen

    def is_folder(self, path: Path) -> bool:
        return any(path in one.parents for one in self.seen)

    def files_in(self, folder: Path) -> list[str]:
        return sorted(str(path.relative_to(folder)) for path in self.seen if folder in path.parents)

    def read(self, path: Path) -> bytes:
        return self.seen[path]

    def read_back(self, path: Path) -> bytes:
        return self.seen[path]

    def write(self, path: Path, content: bytes) -> None:
        torn = content[: len(content) // 2]
        self._change(lambda files: files.__setitem__(path, content), lambda files: files.__setitem__(path, torn))

    def read_some(self, path: Path, position: int, size: int) -> bytes:
        return self.seen[path][position : position + size]

    def write_within_sector(self, path: Path, position: int, content: bytes) -> None:
        def change(files: dict[Path, bytes]) -> None:
            files[path] = files[path][:position] + content + files[path][position + len(content) :]

        self._change_at_once(change)

    def record(self, path: Path, content: bytes) -> None:
        self._change_at_once(lambda files: files.__setitem__(path, content))

    def forget(self, path: Path) -> None:
        def change(files: dict[Path, bytes]) -> None:
            files.pop(path, None)

        self._change_at_once(change)

    def remove(self, path: Path) -> None:
        def change(files: dict[Path, bytes]) -> None:
            for one in [one for one in files if one == path or path in one.parents]:
                del files[one]

        def change_in_part(files: dict[Path, bytes]) -> None:
            for one in [one for one in files if one == path or path in one.parents][::2]:
                del files[one]

        self._change(change, change_in_part)

    def settle(self, folder: Path) -> None:
        self._pass()
        for change in self._unsettled:
            change(self.settled)
        self._unsettled.clear()
        self._pass()

    def room(self, folder: Path) -> tuple[int, int]:
        return self.capacity - sum(map(len, self.seen.values())), CLUSTER

    def is_writable(self, folder: Path) -> bool:
        return self.writable

    def _change(self, whole: Callable[[dict[Path, bytes]], None], part: Callable[[dict[Path, bytes]], None]) -> None:
        self._pass()
        whole(self.seen)
        self._unsettled.append(whole)
        # What a cut now may leave of it, besides all or nothing.
        self._torn = part
        self._pass()

    def _change_at_once(self, change: Callable[[dict[Path, bytes]], None]) -> None:
        self._pass()
        change(self.seen)
        change(self.settled)
        self._pass()

    def _pass(self) -> None:
        """A moment at which the power may go."""
        self.moments += 1
        if self._moments is None or self.moments <= self._moments:
            return
        reached = [change for change in self._unsettled if self._random.random() < 0.5]
        self._random.shuffle(reached)
        for change in reached:
            change(self.settled)
        if self._unsettled and self._random.random() < 0.5:
            self._torn(self.settled)
        self._unsettled.clear()
        self.seen = dict(self.settled)
        raise PowerCut


class Packages(Installed):
    """Kernels that are installed, by what they bring for the boot partition."""

    def __init__(self, *releases: str) -> None:
        super().__init__()
        self.there = list(releases)
        self.runs = releases[0] if releases else ""

    def running(self) -> str:
        return self.runs

    def releases(self) -> list[str]:
        return self.there

    def is_there(self, release: str) -> bool:
        return release in self.there

    def has_modules(self, release: str) -> bool:
        return release in self.there

    def files(self, release: str, with_initramfs: bool) -> dict[str, bytes]:
        return kernel(release) | ({"initramfs.img": f"initramfs of {release}".encode()} if with_initramfs else {})


def kernel(release: str) -> dict[str, bytes]:
    """The files of one kernel on the boot partition."""
    image = bytes(0x38) + b"ARM\x64" + f"Linux version {release} (x)".encode() + bytes(2000)
    names = ("bcm2837-rpi-3-b.dtb", "bcm2711-rpi-4-b.dtb", "overlays/i2c.dtbo", "COPYING.linux")
    return {"kernel8.img": image, **{name: f"{name} of {release}".encode() for name in names}}


def on_boot_partition(files: Mapping[str, bytes], folder: str = "") -> dict[str, bytes]:
    return {str(BOOT / folder / name): content for name, content in files.items()}


def card_with(release: str, config: str = CONFIG, capacity: int = 1 << 24) -> Card:
    """A card as an image leaves it: with one kernel."""
    others = {"config.txt": config.encode(), "cmdline.txt": b"root=/dev/mmcblk0p2\n", "start.elf": bytes(3000)}
    return Card(on_boot_partition(kernel(release) | others), capacity)


def updates_of(card: Card, packages: Installed) -> Updates:
    return Updates(card, packages, BOOT)
