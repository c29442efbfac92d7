"""The files that no package owns: those of HypriotOS, and what was configured."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from contents.model import File

BOOT = "/boot/firmware"
# What programs write by themselves, and what is described elsewhere: the packages, the kernel, the container images.
LEFT_OUT = ("/dev", "/lost+found", "/proc", "/run", "/sys", "/tmp", "/usr/lib/modules", "/var", BOOT)
CACHES = "__pycache__"
# With these, somebody could guess a password of a few characters from the hash of the file that it is in.
MAY_HOLD_SECRETS = ("/etc/hypriotos/compose/",)
# The names on the boot partition that come from firmware, kernel and this builder. The others are the user's.
BOOT_SUFFIXES = (".bin", ".dat", ".dtb", ".dtbo", ".elf", ".img")
BOOT_NAMES = ("cmdline.txt", "config.txt", "meta-data")
BOOT_PREFIXES = ("COPYING", "LICENCE", "LICENSE")
# In dpkg's list of diversions.
NO_PACKAGE = ":"
MERGED = ("/bin/", "/lib/", "/sbin/")


def read_files(root: Path, boot: Path) -> list[File]:
    """Returns the files, sorted by path. Links are not files."""
    own = [read_file(root, path, is_public(root, path)) for path in without_package(root)]
    firmware = [
        read_file(boot, f"/{file.relative_to(boot)}", is_known(file.name), BOOT)
        for file in boot.rglob("*")
        if file.is_file() and not file.is_symlink()
    ]
    return sorted([*own, *firmware], key=lambda file: file.path)


def read_file(tree: Path, path: str, public: bool, below: str = "") -> File:
    sha1, sha256 = digests(tree / path.lstrip("/")) if public else ("", "")
    return File(below + path, sha1, sha256)


def without_package(root: Path) -> Iterator[str]:
    owned = owned_paths(root)
    for folder, folders, names in os.walk(root):
        below = folder[len(str(root)) :]
        folders[:] = [name for name in folders if f"{below}/{name}" not in LEFT_OUT and name != CACHES]
        for name in names:
            path = f"{below}/{name}"
            if path not in owned and stat.S_ISREG((root / path.lstrip("/")).lstat().st_mode):
                yield path


def owned_paths(root: Path) -> set[str]:
    """Returns the paths that packages have. Where /lib is a link to usr/lib, some packages still say /lib."""
    paths: set[str] = set()
    for listed in (root / "var/lib/dpkg/info").glob("*.list"):
        paths.update(listed.read_text(encoding="utf-8", errors="surrogateescape").splitlines())
    # A package's file lies elsewhere where another one, or HypriotOS, has its own in its place.
    diversions = root / "var/lib/dpkg/diversions"
    lines = diversions.read_text(encoding="utf-8").splitlines() if diversions.is_file() else []
    for original, diverted, diverter in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        if original in paths:
            paths.add(diverted)
        if diverter == NO_PACKAGE:
            paths.discard(original)
    return {f"/usr{path}" if path.startswith(MERGED) else path for path in paths}


def is_public(root: Path, path: str) -> bool:
    mode = (root / path.lstrip("/")).lstat().st_mode
    return bool(mode & stat.S_IROTH) and not path.startswith(MAY_HOLD_SECRETS)


def is_known(name: str) -> bool:
    return name.endswith(BOOT_SUFFIXES) or name in BOOT_NAMES or name.startswith(BOOT_PREFIXES)


def digests(file: Path) -> tuple[str, str]:
    """Returns SHA-1, which SPDX demands, and SHA-256."""
    sha1, sha256 = hashlib.sha1(usedforsecurity=False), hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(1 << 20):
            sha1.update(block)
            sha256.update(block)
    return sha1.hexdigest(), sha256.hexdigest()
