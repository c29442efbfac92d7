"""The kernel, as lists of vulnerabilities know it."""

import re
from pathlib import Path

from contents.model import Licences, Part

# Packages with a kernel in them, such as linux-image-7.3.4-hypriotos-v8. Those without a number depend on one.
KERNEL = re.compile(r"linux-image-\d")
LICENCE = "GPL-2.0-only WITH Linux-syscall-note"


def kernel_cpe(version: str) -> str:
    """Returns the CPE of a kernel. version: that of its package or its release, such as 7.3.4-1."""
    return f"cpe:2.3:o:linux:linux_kernel:{upstream(version)}:*:*:*:*:*:*:*"


def upstream(version: str) -> str:
    return re.split(r"[-+~]", version.rpartition(":")[2], maxsplit=1)[0]


def kernels_without_package(root: Path, packaged: set[str]) -> list[Part]:
    """Returns the kernels whose modules no package has, as builders of the official repositories make them.

    packaged: the names of the installed packages"""
    folder = root / "usr/lib/modules"
    releases = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    return [
        Part(
            kind="application",
            name="linux",
            version=release,
            purl=f"pkg:generic/linux@{release}",
            summary="Linux, the kernel",
            licences=Licences((LICENCE,)),
            cpe=kernel_cpe(release),
        )
        for release in releases
        if f"linux-image-{release}" not in packaged
    ]
