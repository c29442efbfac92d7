import re
from collections.abc import Iterator
from types import SimpleNamespace

from expectations.kinds.kind import Kind, Text, Texts
from systems.system import System

STATUS = "/var/lib/dpkg/status"


class Package(Kind):
    """Debian packages that are installed."""

    name = "package"
    fields = {
        "package": Texts("names; `one | other` is content with either", required=True),
        "version": Text("what the version starts with, an epoch aside; `latest` is any"),
    }

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        there = installed(system)
        for alternatives in want.package:
            found = [there[name] for name in re.split(r"\s*\|\s*", alternatives) if name in there]
            if not found:
                yield f"{alternatives} is not installed"
            elif want.version not in (None, "latest") and not any(starts_with(version, want.version) for version in found):
                yield f"{alternatives}: expected the version {want.version}, found {', '.join(found)}"


class Packages(Kind):
    """The package database as a whole: everything that it knows is installed to the end, for the architecture or for all."""

    name = "packages"
    fields = {"packages": Text("the architecture", required=True)}

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        for package in paragraphs(system):
            name, status = package.get("Package", "?"), package.get("Status", "?")
            if not status.endswith((" installed", " config-files")):
                yield f"{name}: expected it to be installed, it is '{status}'"
            if package.get("Architecture") not in (want.packages, "all"):
                yield f"{name}: expected it for {want.packages}, it is for {package.get('Architecture')}"


def installed(system: System) -> dict[str, str]:
    """Versions by name."""
    return {
        package["Package"]: package.get("Version", "")
        for package in paragraphs(system) if package.get("Status", "").endswith(" installed")
    }


def paragraphs(system: System) -> Iterator[dict[str, str]]:
    for paragraph in system.text(STATUS).split("\n\n"):
        if paragraph.strip():
            yield dict(re.findall(r"^(Package|Status|Version|Architecture): (.*)$", paragraph, re.MULTILINE))


def starts_with(version: str, wanted: str) -> bool:
    """26.1 is the start of 26.1.5, not of 26.10."""
    version = version.partition(":")[2] or version
    wanted = wanted.partition(":")[2] or wanted
    return re.match(rf"{re.escape(wanted)}(?![0-9])", version) is not None
