"""The kernel on the boot partition: its image, release and configuration."""

import gzip
import re
import zlib

from expectations import config_txt
from expectations.firmware import BOOT, is_there_in, kernel_name, prefix_of
from systems.system import System, Unreadable

ARM64_MAGIC = (0x38, b"ARM\x64")
BANNER = re.compile(rb"Linux version ([0-9]\S*) \(")


def kernel_image(system: System) -> bytes:
    """Returns the kernel image for all boards, decompressed. Raises Unreadable if it is not a 64-bit kernel."""
    settings = config_txt.for_boards(system.text(f"{BOOT}/config.txt"), filters=())
    path = f"{BOOT}/{prefix_of(settings, is_there_in(system))}{kernel_name(settings)}"
    image = system.read(path)
    if image.startswith(b"\x1f\x8b"):
        try:
            image = gzip.decompress(image)
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(f"{path} is damaged: {error}") from error
    position, magic = ARM64_MAGIC
    if image[position : position + len(magic)] != magic:
        raise Unreadable(f"{path} is not a Linux kernel for arm64")
    return image


def release(system: System) -> str:
    """Returns the release of the kernel on the boot partition, as `uname -r` prints it. Raises Unreadable."""
    found = BANNER.search(kernel_image(system))
    if not found:
        raise Unreadable("the kernel on the boot partition has no version string")
    return found[1].decode()


def options(system: System) -> dict[str, str]:
    """Returns the kernel's configuration: y, m or a value for each option that is set. Names are without CONFIG_."""
    paths = system.glob("/boot/config-*")
    if len(paths) > 1:
        # Of several kernels that are installed, the one that the board boots counts.
        paths = [path for path in paths if path == f"/boot/config-{release(system)}"] or paths
    if len(paths) != 1:
        raise Unreadable(f"expected one /boot/config-*, found {', '.join(paths) or 'none'}")
    return dict(re.findall(r"^CONFIG_(\w+)=(.*)$", system.text(paths[0]), re.MULTILINE))
