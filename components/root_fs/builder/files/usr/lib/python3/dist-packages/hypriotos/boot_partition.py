"""The files on the boot partition that a first boot is made from."""

import hashlib
import re
from pathlib import Path

BOOT = Path("/boot/firmware")
# Files of the user's, and what cloud-init keeps of them.
FILES = {"user-data": "user-data.txt", "vendor-data": "vendor-data.txt"}
SEED = (*FILES, "meta-data", "network-config")


def sum_of_files() -> str:
    """By which first-boot sees that somebody has changed one of them."""
    lines = (f"{hashlib.sha256(content(BOOT / name)).hexdigest()}  {name}\n" for name in SEED if (BOOT / name).exists())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def misnamed() -> dict[str, str]:
    """Files that were meant to be one of these, each with the name that it should have. Editors add .txt on saving."""
    names = {re.sub("[-_ ]", "", name): name for name in SEED}
    found = {}
    for file in sorted(BOOT.glob("*")) if BOOT.is_dir() else []:
        meant = names.get(re.sub(r"[-_ ]|(\.(txt|ya?ml))+$", "", file.name.lower()))
        if meant and meant != file.name.lower() and file.is_file():
            found[file.name] = meant
    return found


def is_there() -> bool:
    """Whether the partition is, and not only its folder."""
    return (BOOT / "user-data").exists() or (BOOT / "config.txt").exists()


def content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
