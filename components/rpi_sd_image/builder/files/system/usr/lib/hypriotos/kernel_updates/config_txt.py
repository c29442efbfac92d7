"""The line of config.txt that says which kernel the firmware takes.

The firmware puts `os_prefix` before the names of kernel, initramfs, cmdline.txt, device trees and overlays, unless
there is no kernel or device tree of that name. The line is either a comment or in effect, and one byte is the
difference. It is in config.txt itself, because the firmware of the Raspberry Pi 5 is not known to read an `include`.
"""

import re
from pathlib import Path

from kernel_updates.disk import Disk
from kernel_updates.problem import Problem

PREVIOUS = "previous/"
NEWEST, IN_EFFECT = b"#", b"o"
LINE = re.compile(rb"^[#o]s_prefix=previous/[ \t\r]*$", re.MULTILINE)
OTHER = re.compile(rb"^[ \t]*os_prefix=(?!previous/[ \t\r]*$)", re.MULTILINE)
FILTER = re.compile(rb"^[ \t]*\[(.*?)\]", re.MULTILINE)
INITRAMFS = re.compile(rb"^[ \t]*(?:initramfs |ramfsfile=|auto_initramfs=1)", re.MULTILINE)


class ConfigTxt:
    def __init__(self, disk: Disk, path: Path) -> None:
        self._disk, self._path = disk, path

    def boots_previous(self) -> bool:
        content, position = self._line()
        return content[position : position + 1] == IN_EFFECT

    def switch(self, to_previous: bool) -> None:
        if self.boots_previous() != to_previous:
            _, position = self._line()
            self._disk.write_within_sector(self._path, position, IN_EFFECT if to_previous else NEWEST)

    def names_initramfs(self) -> bool:
        return bool(INITRAMFS.search(self._content()))

    def _line(self) -> tuple[bytes, int]:
        """Returns the content of config.txt, and where the line begins."""
        content = self._content()
        found = list(LINE.finditer(content))
        if len(found) != 1 or OTHER.search(content):
            raise Problem(
                f"{self._path} needs the line #s_prefix=previous/ once, and no other os_prefix. "
                "Write that line at its beginning, then run: sudo dpkg --configure --pending"
            )
        position = found[0].start()
        filters = [name for name in FILTER.findall(content[:position]) if name]
        if filters and filters[-1].lower() != b"all":
            raise Problem(
                f"in {self._path}, the line s_prefix=previous/ is for [{filters[-1].decode(errors='replace')}] only. "
                "Move it to the file's beginning, then run: sudo dpkg --configure --pending"
            )
        return content, position

    def _content(self) -> bytes:
        if not self._disk.is_file(self._path):
            raise Problem(f"there is no {self._path}. Is the boot partition mounted?")
        return self._disk.read(self._path)
