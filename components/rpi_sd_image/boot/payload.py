"""The disk that brings into the machine what the checks need: a plain tar without a file system."""

import io
import tarfile
from pathlib import Path

BUSYBOX = Path("/usr/local/lib/busybox-arm64")
GUEST_CHECKS = Path(__file__).with_name("guest-checks.sh")
APPLETS = ("sh", "cat", "echo", "ip", "ping", "uname")
# A USB disk has whole sectors, and the machine reads ahead.
DISK_UNIT = 1 << 20


def make(scratch: Path) -> Path:
    disk = scratch / "payload.img"
    with tarfile.open(disk, "w") as archive:
        archive.add(GUEST_CHECKS, GUEST_CHECKS.name, filter=undated)
        image = container_image()
        member = tarfile.TarInfo("busybox.tar")
        member.size = len(image)
        archive.addfile(member, io.BytesIO(image))
    size = disk.stat().st_size
    with disk.open("r+b") as padded:
        padded.truncate(-(-size // DISK_UNIT) * DISK_UNIT)
    return disk


def undated(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """The machine has no clock: what is dated today would come from its future."""
    member.mtime = 0
    return member


def container_image() -> bytes:
    """A root file system for `docker import` that needs nothing from a registry."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = undated(archive.gettarinfo(BUSYBOX, "bin/busybox"))
        member.mode = 0o755
        with BUSYBOX.open("rb") as program:
            archive.addfile(member, program)
        for applet in APPLETS:
            link = tarfile.TarInfo(f"bin/{applet}")
            link.type = tarfile.SYMTYPE
            link.linkname = "busybox"
            archive.addfile(link)
    return buffer.getvalue()
