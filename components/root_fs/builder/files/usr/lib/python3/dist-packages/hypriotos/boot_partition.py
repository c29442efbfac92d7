"""The files on the boot partition that a first boot is made from."""

import hashlib
import re
from pathlib import Path

BOOT = Path("/boot/firmware")
# The user-data that the image came with.
SHIPPED = Path("/usr/lib/hypriotos/user-data")
# Files of the user's, and what cloud-init keeps of them.
FILES = {"user-data": "user-data.txt", "vendor-data": "vendor-data.txt"}
SEED = (*FILES, "meta-data", "network-config")
# Files that Raspberry Pi OS and the first releases of HypriotOS read, and where the same is written here.
OF_OTHER_SYSTEMS = {
    "custom.toml": "user-data",
    "device-init.yaml": "user-data",
    "occidentalis.txt": "user-data",
    "userconf": "user-data",
    "userconf.txt": "user-data",
    "wpa_supplicant.conf": "network-config",
}


def sum_of_files() -> str:
    """By which first-boot sees that somebody has changed one of them."""
    lines = (f"{hashlib.sha256(content(BOOT / name)).hexdigest()}  {name}\n" for name in SEED if (BOOT / name).exists())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def misnamed() -> dict[str, str]:
    """Files that were meant to be one of these, each with the name that it should have. Editors add .txt on saving, and
    browsers (1)."""
    names = {"cloudinit": "user-data", "cloudconfig": "user-data", **{re.sub("[-_ ]", "", name): name for name in SEED}}
    found = {}
    for file in own_files():
        meant = names.get(re.sub(r"[-_ ]|\(\d+\)|(\.(txt|ya?ml))+$", "", file.lower()))
        if meant and meant != file.lower():
            found[file] = meant
    return found


def of_other_systems() -> dict[str, str]:
    """Files that nothing reads here, each with the file that the same is written to."""
    return {file: OF_OTHER_SYSTEMS[file.lower()] for file in own_files() if file.lower() in OF_OTHER_SYSTEMS}


def own_files() -> list[str]:
    return sorted(file.name for file in BOOT.glob("*") if file.is_file()) if BOOT.is_dir() else []


def is_there() -> bool:
    """Whether the partition is, and not only its folder."""
    return (BOOT / "user-data").exists() or (BOOT / "config.txt").exists()


def content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
