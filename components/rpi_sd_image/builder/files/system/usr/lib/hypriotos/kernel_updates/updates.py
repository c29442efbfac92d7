"""How a kernel gets onto the boot partition, and how the board returns to the one before.

At the top of the boot partition are the files of the newest kernel, in previous/ those of the kernel before. One byte
of config.txt decides which of the two the firmware takes. An update

1. copies the top to previous/,
2. has the firmware take previous/,
3. writes the new kernel's files to the top,
4. has the firmware take the top again.

Each step is on the card before the next one begins, so that the firmware always finds a complete kernel whose modules
are installed: the old one until step 4, then the new one. A note on the root partition says what has begun. `finish`
ends it.
"""

from pathlib import Path

from kernel_updates.config_txt import PREVIOUS, ConfigTxt
from kernel_updates.disk import Disk
from kernel_updates.installed import Installed, order
from kernel_updates.kernel_set import KERNEL, OVERLAYS, OVERLAYS_SIGN, Files, KernelSet, whole_clusters
from kernel_updates.problem import Problem

# Both are on the root partition.
BEGUN = "var/lib/hypriotos/kernel-update"
KEPT_PACKAGES = "etc/apt/apt.conf.d/52hypriotos-kernel"
# For what the folders take, and the bytes that others write meanwhile.
MARGIN = 1 << 20
README = b"The overlays of the kernel in this folder.\n"


class Updates:
    def __init__(self, disk: Disk, installed: Installed, boot: Path, root: Path = Path("/")) -> None:
        self._disk, self._installed, self._root = disk, installed, root
        self.config = ConfigTxt(disk, boot / "config.txt")
        self.newest, self.previous = KernelSet(disk, boot), KernelSet(disk, boot / PREVIOUS)
        self._boot, self._begun = boot, root / BEGUN

    def begun(self) -> str | None:
        """Returns the release whose update has begun and not ended."""
        return self._disk.read(self._begun).decode().strip() if self._disk.is_file(self._begun) else None

    def install(self, release: str) -> bool:
        """Makes a kernel the one that the board boots. Returns whether that changes anything. Raises Problem."""
        files = self._installed.files(release, self.config.names_initramfs())
        if self.newest.has(files) and not self.config.boots_previous():
            self._end()
            return False
        names = self._to_keep(release)
        self._check_room(files, names)
        self._disk.record(self._begun, f"{release}\n".encode())
        if names:
            self.keep(names)
        self.config.switch(to_previous=True)
        self.newest.write(files)
        self.config.switch(to_previous=False)
        self._end()
        return True

    def finish(self) -> str | None:
        """Ends an update that a power cut has interrupted. Returns its release, or None if there was none."""
        release = self.begun()
        if release is not None:
            self.install(release)
        return release

    def keep(self, names: list[str]) -> None:
        """Copies these files of the newest kernel to previous/."""
        files = {name: self._disk.read(self._boot / name) for name in names}
        if any(name.startswith(OVERLAYS) for name in names):
            files.setdefault(OVERLAYS_SIGN, README)
        # What is in the way after a power cut is not trusted.
        self.previous.remove()
        self.previous.write(files)

    def return_to_previous(self) -> str:
        """Has the firmware take the kernel before. Returns its release. Raises Problem."""
        self._check_ended()
        release = self.previous.release()
        if release is None:
            raise Problem("there is no previous kernel: this one is the first.")
        self._check_modules(release)
        self.config.switch(to_previous=True)
        return release

    def return_to_newest(self) -> str:
        """Has the firmware take the newest kernel again. Returns its release. Raises Problem."""
        self._check_ended()
        release = self.newest.release()
        if release is None:
            raise Problem(f"{self._boot / KERNEL} is not a kernel.")
        self._check_modules(release)
        self.config.switch(to_previous=False)
        return release

    def remove(self, release: str) -> str | None:
        """Adapts the boot partition to a kernel that is no longer installed. Returns what is to be said of it."""
        if self._installed.is_there(release):
            return None
        if self.begun() == release:
            self._disk.forget(self._begun)
        if self.newest.release() == release:
            return self._replace(release)
        if self.previous.release() == release:
            self.config.switch(to_previous=False)
            self.previous.remove()
            self._protect_packages()
            newest = self.newest.release()
            if newest is not None and not self._installed.has_modules(newest):
                return self._replace(newest)
        return None

    def _replace(self, release: str) -> str:
        """The newest kernel is gone: goes back to the one before, or to another that is installed."""
        if self._has_another(release):
            self.config.switch(to_previous=True)
            return f"The board boots the previous kernel, {self.previous.release()}, from now on."
        others = [one for one in self._installed.releases() if one != release]
        if others:
            self.install(others[-1])
            return f"The board boots {others[-1]} from now on."
        return (
            f"No other kernel is installed: the board goes on booting {release}, without its modules. "
            "Install one, for example by: sudo apt install linux-image-arm64"
        )

    def _to_keep(self, release: str) -> list[str]:
        """Returns the files that go to previous/ before an update. None if what is there has to stay: the board boots
        it, or it is the one before a kernel that is installed again, or the one that runs."""
        if self.config.boots_previous():
            if self.previous.release() is None:
                raise Problem(f"{self.previous.folder} has no kernel. Run: sudo hypriotos-kernel newest")
            return []
        there = self.newest.release()
        if there is None:
            raise Problem(f"{self._boot / KERNEL} is not a complete kernel, and cannot be kept as the previous one.")
        if there == release and self._has_another(release):
            return []
        if self.previous.release() == self._installed.running() != there and self._has_another(release):
            # The newest one has not been booted yet: whether it does is not known.
            return []
        return self.newest.names()

    def _has_another(self, release: str) -> bool:
        """Tells whether previous/ has another kernel than this one, with its modules."""
        before = self.previous.release()
        return before is not None and before != release and self._installed.has_modules(before)

    def _check_room(self, files: Files, names: list[str]) -> None:
        if not self._disk.is_writable(self._boot):
            raise Problem(f"{self._boot} is read-only, so that the board keeps its kernel.")
        free, cluster = self._disk.room(self._boot)
        copies = self.newest.bytes_taken(cluster, names)
        if names:
            free += self.previous.bytes_taken(cluster)
        new = sum(whole_clusters(len(content), cluster) for content in files.values())
        # Files are written over those of the same name.
        grows = max(0, new - self.newest.bytes_taken(cluster, list(files)))
        needed = copies + grows + MARGIN
        if needed > free:
            raise Problem(
                f"the boot partition has no room for a second kernel: {megabytes(needed)} MB are needed, "
                f"{megabytes(free)} MB are free. Nothing was changed. Remove files from {self._boot}, then run: "
                "sudo dpkg --configure --pending"
            )

    def _check_ended(self) -> None:
        release = self.begun()
        if release is not None:
            raise Problem(f"the update to {release} has not ended. Run: sudo hypriotos-kernel finish")

    def _check_modules(self, release: str) -> None:
        if not self._installed.has_modules(release):
            raise Problem(f"the modules of {release} are not installed. Run: sudo apt install linux-image-{release}")

    def _end(self) -> None:
        self._protect_packages()
        self._disk.forget(self._begun)

    def _protect_packages(self) -> None:
        """Has `apt autoremove` leave the packages of both kernels on the boot partition."""
        releases = sorted({one for one in (self.newest.release(), self.previous.release()) if one}, key=order)
        patterns = "".join(f'    "^linux-(image|headers)-{escaped(one)}$";\n' for one in releases)
        text = f"// The kernels on the boot partition, by hypriotos-kernel.\nAPT::NeverAutoRemove {{\n{patterns}}};\n"
        path = self._root / KEPT_PACKAGES
        if not self._disk.is_file(path) or self._disk.read(path) != text.encode():
            self._disk.record(path, text.encode())

    def is_older(self, release: str) -> str | None:
        """Returns the newest kernel's release if it is newer than this one and still installed."""
        there = self.newest.release()
        if there and self._installed.is_there(there) and order(release) < order(there):
            return there
        return None


def escaped(release: str) -> str:
    return release.replace(".", r"\.").replace("+", r"\+")


def megabytes(size: int) -> int:
    return -(-size // (1 << 20))
