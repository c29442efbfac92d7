"""The firmware on the boot partition, which the Raspberry Pi reads before any kernel."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from packageurl import PackageURL

from contents.copyright_files import read_licences
from contents.model import Licences, Part

# Of the Raspberry Pi 4, and of those before.
PROGRAMS = ("start4.elf", "start.elf")
LICENCES = ("LICENCE.broadcom", "LICENSE.broadcom")
SUMMARY = "Firmware that boots a Raspberry Pi"
BUILD_COMMIT = re.compile(rb"VC_BUILD_ID_VERSION: ([0-9a-f]{40})\b")
BUILD_DAY = re.compile(rb"VC_BUILD_ID_TIME: ([A-Z][a-z]{2} +\d{1,2} \d{4})\b")


def read_firmware(boot: Path, source: Mapping[str, str], release: str) -> list[Part]:
    """Returns the firmware as a part. The list is empty if the image has no firmware.

    source: what the builder of rpi_bootloader says of it: package and version, or repository and commit, or nothing
    release: such as debian-13
    """
    programs = [boot / name for name in PROGRAMS if (boot / name).is_file()]
    if not programs:
        return []
    content = programs[0].read_bytes()
    commit, day = BUILD_COMMIT.search(content), BUILD_DAY.search(content)
    details = {
        **{name: value for name, value in source.items() if name in ("repository", "commit")},
        **({"build-commit": commit[1].decode()} if commit else {}),
        **({"build-date": date_of(day[1].decode())} if day else {}),
    }
    if "package" in source:
        name, version = source["package"], source["version"]
        purl = PackageURL("deb", "debian", name, version, {"arch": "all", "distro": release}).to_string()
    else:
        name, version = "raspberrypi-firmware", details.get("build-date", "")
        purl = PackageURL("generic", "", name, details.get("commit") or details.get("build-commit")).to_string()
    return [Part("firmware", name, version, purl, SUMMARY, licences=licences_in(boot), details=details)]


def read_source(file: Path) -> dict[str, str]:
    """Returns what the file says, a line for each. It may be missing."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return dict(line.split(": ", 1) for line in lines)


def licences_in(boot: Path) -> Licences:
    texts = [(boot / name).read_bytes() for name in LICENCES if (boot / name).is_file()]
    return read_licences(texts[0]) if texts else Licences()


def date_of(day: str) -> str:
    """Returns 2024-04-17 for "Apr 17 2024"."""
    return datetime.strptime(day, "%b %d %Y").date().isoformat()
