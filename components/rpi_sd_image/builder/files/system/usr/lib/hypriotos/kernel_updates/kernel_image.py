"""A kernel's image: what the firmware takes, and of which release it is."""

import gzip
import re
import zlib

# See the kernel's Documentation/arch/arm64/booting.rst.
MAGIC_POSITION, MAGIC = 0x38, b"ARM\x64"
BANNER = re.compile(rb"Linux version ([0-9]\S*) \(")
GZIP = b"\x1f\x8b"


def compressed(image: bytes) -> bytes:
    """Returns the image compressed, in which form the firmware takes it too. The same image gives the same bytes."""
    return image if image.startswith(GZIP) else gzip.compress(image, compresslevel=6, mtime=0)


def release_of(image: bytes) -> str | None:
    """Returns the kernel's release, as `uname -r` prints it. None: it is not a complete kernel for these boards."""
    if image.startswith(GZIP):
        try:
            image = gzip.decompress(image)
        except (OSError, EOFError, zlib.error):
            return None
    if image[MAGIC_POSITION : MAGIC_POSITION + len(MAGIC)] != MAGIC:
        return None
    found = BANNER.search(image)
    return found[1].decode(errors="replace") if found else None
