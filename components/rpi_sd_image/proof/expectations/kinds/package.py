import re
from collections.abc import Iterator

from expectations.kinds.forms import Text, Texts
from expectations.kinds.kind import Kind, Optional, Required
from systems.system import System

STATUS = "/var/lib/dpkg/status"


class Package(Kind):
    """Debian packages that are installed."""

    name = "package"
    package = Required(Texts(), "names; `one | other` accepts either")
    version = Optional(Text(), "the beginning of the version, without an epoch; `latest` accepts any")

    def judge(self, system: System) -> Iterator[str]:
        there = installed(system)
        wanted = None if self.version == "latest" else self.version
        for alternatives in self.package:
            found = [there[name] for name in re.split(r"\s*\|\s*", alternatives) if name in there]
            if not found:
                yield f"{alternatives} is not installed"
            elif wanted is not None and not any(starts_with(version, wanted) for version in found):
                yield f"{alternatives}: expected the version {wanted}, found {', '.join(found)}"


class Packages(Kind):
    """The whole package database. All packages are completely installed, and are for the architecture or for `all`."""

    name = "packages"
    packages = Required(Text(), "the architecture")

    def judge(self, system: System) -> Iterator[str]:
        for package in paragraphs(system):
            name, status = package.get("Package", "?"), package.get("Status", "?")
            if not status.endswith((" installed", " config-files")):
                yield f"{name}: expected it to be installed, it is '{status}'"
            if package.get("Architecture") not in (self.packages, "all"):
                yield f"{name}: expected it for {self.packages}, it is for {package.get('Architecture')}"


def installed(system: System) -> dict[str, str]:
    """Returns the versions of the installed packages by name."""
    return {
        package["Package"]: package.get("Version", "")
        for package in paragraphs(system)
        if package.get("Status", "").endswith(" installed")
    }


def paragraphs(system: System) -> Iterator[dict[str, str]]:
    for paragraph in system.text(STATUS).split("\n\n"):
        if paragraph.strip():
            yield dict(re.findall(r"^(Package|Status|Version|Architecture): (.*)$", paragraph, re.MULTILINE))


def starts_with(version: str, wanted: str) -> bool:
    """Whether a version starts with another, number by number: 26.1 is the beginning of 26.1.5, but not of 26.10."""
    version = version.partition(":")[2] or version
    wanted = wanted.partition(":")[2] or wanted
    return re.match(rf"{re.escape(wanted)}(?![0-9])", version) is not None
