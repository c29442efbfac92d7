"""The kernels that packages have installed: from the packages linux-image-RELEASE of Debian and of HypriotOS."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from kernel_updates.kernel_image import compressed, release_of
from kernel_updates.kernel_set import INITRAMFS, KERNEL, LICENCE
from kernel_updates.problem import Problem

# Of the Pi 3, Zero 2 W and CM3 (bcm2837 in Linux, bcm2710 in the Raspberry Pi's source), of the Pi 4, 400 and CM4, and
# of the Pi 5.
DEVICE_TREES = ("bcm2837-rpi-*.dtb", "bcm2710-rpi-*.dtb", "bcm2711-rpi-*.dtb", "bcm2712*-rpi-*.dtb")
# Everything of a Pi 5 but the card is behind this chip. Without its driver, the board's tree is of no use.
DRIVER_OF_PI_5 = re.compile(r"^CONFIG_M(ISC|FD)_RP1=", re.MULTILINE)
# Of the package hypriotos-kernel-tools, which comes with Debian's kernels.
MAKE_INITRAMFS, ADD_PARAMETERS = "usr/lib/hypriotos/make-initramfs", "usr/lib/hypriotos/add-parameters"
# The node with a tree's parameters.
PARAMETERS = b"__overrides__"


class Installed:
    def __init__(self, root: Path = Path("/")) -> None:
        self._root = root

    def releases(self) -> list[str]:
        """Returns the releases that are installed, the oldest first."""
        found = (path.name.removeprefix("vmlinuz-") for path in (self._root / "boot").glob("vmlinuz-*"))
        return sorted(found, key=order)

    def running(self) -> str:
        return os.uname().release

    def is_there(self, release: str) -> bool:
        return (self._root / "boot" / f"vmlinuz-{release}").is_file()

    def has_modules(self, release: str) -> bool:
        return (self._root / "usr/lib/modules" / release / "modules.dep").is_file()

    def files(self, release: str, with_initramfs: bool) -> dict[str, bytes]:
        """Returns the files for the boot partition. Raises Problem if the release is not there, or not for these
        boards."""
        image = self._root / "boot" / f"vmlinuz-{release}"
        if not image.is_file():
            installed = ", ".join(self.releases()) or "none"
            raise Problem(f"the kernel {release} is not installed. Installed: {installed}.")
        kernel = image.read_bytes()
        if release_of(kernel) != release:
            raise Problem(f"{image} is not a kernel {release} for arm64 in a form that the firmware takes.")
        files = {KERNEL: compressed(kernel), **self._device_trees(release), **self._overlays(release)}
        if with_initramfs:
            files[INITRAMFS] = self._initramfs(release)
        licence = self._root / f"usr/share/doc/linux-image-{release}/copyright"
        if licence.is_file():
            files[LICENCE] = licence.read_bytes()
        return files

    def _folder(self, release: str) -> Path:
        return self._root / f"usr/lib/linux-image-{release}"

    def _device_trees(self, release: str) -> dict[str, bytes]:
        # The second is where Debian's kernels of backports have them.
        folders = self._folder(release) / "broadcom", self._root / f"usr/lib/modules/{release}/dtb/broadcom"
        config = self._root / "boot" / f"config-{release}"
        drives_pi_5 = config.is_file() and DRIVER_OF_PI_5.search(config.read_text())
        patterns = DEVICE_TREES if drives_pi_5 else DEVICE_TREES[:-1]
        trees = {path.name: path.read_bytes() for folder in folders for one in patterns for path in folder.glob(one)}
        if not trees:
            raise Problem(f"the kernel {release} came without device trees for the Raspberry Pi.")
        # The second stepping of the Pi 5's chip has another name in Linux than older firmware asks for.
        renamed = {name.replace("bcm2712-d-rpi-", "bcm2712d0-rpi-"): tree for name, tree in trees.items()}
        return self._with_parameters(renamed | trees)

    def _with_parameters(self, trees: dict[str, bytes]) -> dict[str, bytes]:
        """Returns the trees with the parameters that dtparam of config.txt names. Trees of Debian have none."""
        program = self._root / ADD_PARAMETERS
        if not program.is_file():
            return trees
        with tempfile.TemporaryDirectory() as folder:
            paths = {name: Path(folder) / name for name, tree in trees.items() if PARAMETERS not in tree}
            for name, path in paths.items():
                path.write_bytes(trees[name])
            subprocess.run([program, *paths.values()], check=True)
            return trees | {name: path.read_bytes() for name, path in paths.items()}

    def _overlays(self, release: str) -> dict[str, bytes]:
        folder = self._folder(release) / "overlays"
        return {f"overlays/{path.name}": path.read_bytes() for path in folder.glob("*") if path.is_file()}

    def _initramfs(self, release: str) -> bytes:
        generator, made = self._root / MAKE_INITRAMFS, self._root / "boot" / f"initrd.img-{release}"
        if generator.is_file():
            with tempfile.TemporaryDirectory() as folder:
                new = Path(folder) / "initramfs"
                subprocess.run([generator, release, new], check=True)
                return new.read_bytes()
        # Of initramfs-tools or dracut, where the user has installed them.
        if not made.is_file():
            raise Problem(f"the kernel {release} needs an initramfs, and nothing has made {made}.")
        return made.read_bytes()


def order(release: str) -> list[tuple[int, int, str]]:
    """Returns a key that sorts releases by age. A release candidate (-rc) is older than its release."""
    parts = re.findall(r"\d+|[a-z]+", release)
    return [(1, int(part), "") if part.isdigit() else (-1 if part == "rc" else 0, 0, part) for part in parts]
