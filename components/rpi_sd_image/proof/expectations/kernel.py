"""The kernel on the boot partition: which one it is, and how it was configured."""

import gzip
import re
import zlib

from expectations import config_txt
from expectations.firmware import BOOT, KERNEL
from systems.system import System, Unreadable

ARM64_MAGIC = (0x38, b"ARM\x64")
BANNER = re.compile(rb"Linux version ([0-9]\S*) \(")


def kernel_image(system: System) -> bytes:
    """The kernel as it runs, unpacked if it was compressed. Raises Unreadable where it is no kernel for 64 bits."""
    # The one for all boards.
    settings = config_txt.for_boards(system.text(f"{BOOT}/config.txt"), filters=())
    path = f"{BOOT}/{settings.get('kernel', KERNEL)}"
    image = system.read(path)
    if image.startswith(b"\x1f\x8b"):
        try:
            image = gzip.decompress(image)
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(f"{path} is damaged: {error}") from error
    position, magic = ARM64_MAGIC
    if image[position : position + len(magic)] != magic:
        raise Unreadable(f"{path} is no Linux kernel for arm64")
    return image


def release(system: System) -> str:
    """The release of the kernel on the boot partition, as `uname -r` says it."""
    found = BANNER.search(kernel_image(system))
    if not found:
        raise Unreadable("the kernel on the boot partition does not say its version")
    return found[1].decode()


def options(system: System) -> dict[str, str]:
    """How it was configured: y, m or a value for each option that is set, names without CONFIG_."""
    paths = system.glob("/boot/config-*")
    if len(paths) != 1:
        there = ", ".join(paths) or "none"
        raise Unreadable(f"there has to be one /boot/config-*, that of the kernel; there is {there}")
    return dict(re.findall(r"^CONFIG_(\w+)=(.*)$", system.text(paths[0]), re.MULTILINE))
