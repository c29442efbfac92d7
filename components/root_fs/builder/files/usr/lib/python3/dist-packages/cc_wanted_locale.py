"""A module of cloud-init, which runs it before its own sets the locale: that one expects a locale-gen that makes what
it is told to make. Debian's makes what /etc/locale.gen has."""

import subprocess
from pathlib import Path

from cloudinit.settings import PER_INSTANCE

meta = {"id": "cc_wanted_locale", "distros": ["all"], "frequency": PER_INSTANCE, "activate_by_schema_keys": ["locale"]}

# Lines of a locale and its character set.
SUPPORTED, WANTED = Path("/usr/share/i18n/SUPPORTED"), Path("/etc/locale.gen")
# Each system has these.
BUILT_IN = ("C", "C.UTF-8", "POSIX")


def is_same(one: str, other: str) -> bool:
    """To the C library, de_AT.utf8 is de_AT.UTF-8."""
    return one.lower().replace("-", "") == other.lower().replace("-", "")


def handle(name: str, cfg: dict, cloud: object, args: list) -> None:
    wanted = cfg.get("locale")
    if not isinstance(wanted, str) or wanted in BUILT_IN:
        return
    lines = [line for line in map(str.strip, SUPPORTED.read_text().splitlines()) if is_same(line.split(" ")[0], wanted)]
    if not lines:
        raise ValueError(f"locale: {wanted} is not among the locales of Debian, which are as in de_DE.UTF-8")
    there = WANTED.read_text() if WANTED.exists() else ""
    if lines[0] not in there.splitlines():
        WANTED.write_text(f"{there.rstrip()}\n{lines[0]}\n")
    subprocess.run(["locale-gen", "--keep-existing"], check=True)
    # cloud-init leaves the locale alone that is set.
    subprocess.run(["update-locale", f"LANG={wanted}"], check=True)
