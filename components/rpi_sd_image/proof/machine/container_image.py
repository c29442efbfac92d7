"""A container image that needs no registry: a root file system with busybox, for `docker import`."""

import io
import tarfile
from pathlib import Path

BUSYBOX = Path("/usr/local/lib/busybox-arm64")
APPLETS = ("sh", "cat", "echo", "httpd", "ip", "ping", "sleep", "uname")


def root_file_system() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = archive.gettarinfo(BUSYBOX, "bin/busybox")
        member.mode = 0o755
        # The machine has no clock. To it, today's date may be in the future.
        member.mtime = 0
        with BUSYBOX.open("rb") as program:
            archive.addfile(member, program)
        for applet in APPLETS:
            link = tarfile.TarInfo(f"bin/{applet}")
            link.type = tarfile.SYMTYPE
            link.linkname = "busybox"
            archive.addfile(link)
    return buffer.getvalue()
