"""The packages of a root file system, as dpkg knows them."""

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from contents.copyright_files import licences_of
from contents.kernel import KERNEL, kernel_cpe
from contents.model import Package

FIELDS = (
    "${db:Status-Status}",
    "${Package}",
    "${Version}",
    "${Architecture}",
    "${source:Package}",
    "${source:Version}",
    "${Maintainer}",
    "${Homepage}",
    "${binary:Summary}",
    "${Pre-Depends}",
    "${Depends}",
    "${Provides}",
)
NAME = re.compile(r"[a-z0-9][a-z0-9.+-]*")
# As the builder of rpi_kernel writes it.
OUR_MAINTAINER = "Hypriotkit <"
OUR_VENDOR = "hypriotos"


def read_packages(root: Path, distribution: str, archives: Mapping[tuple[str, str], str]) -> list[Package]:
    """Returns the installed packages, sorted by name.

    archives: whose archive a package is from, by its name and version, of those that are not the distribution's
    """
    rows = list(installed(root))
    providers = provided(rows)
    return [
        Package(
            name=name,
            version=version,
            architecture=architecture,
            source="" if is_ours(maintainer) else source,
            source_version="" if is_ours(maintainer) else source_version,
            maintainer=maintainer,
            homepage=homepage,
            summary=summary,
            vendor=vendor(name, version, maintainer, distribution, archives),
            cpe=kernel_cpe(version) if KERNEL.match(name) else "",
            depends=needed(name, f"{before}, {depends}", providers),
            licences=licences_of(root, name),
        )
        for (
            name,
            version,
            architecture,
            source,
            source_version,
            maintainer,
            homepage,
            summary,
            before,
            depends,
            _,
        ) in rows
    ]


def installed(root: Path) -> Iterable[list[str]]:
    """Yields the fields of each package, without its status."""
    form = r"\t".join(FIELDS) + r"\n"
    command = ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "--show", f"--showformat={form}"]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", errors="replace").stdout
    rows = [line.split("\t") for line in said.splitlines()]
    return (fields for status, *fields in sorted(rows, key=lambda row: row[1:4]) if status == "installed")


def provided(rows: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Returns the packages that have each name, and that provide it."""
    providers: dict[str, list[str]] = {}
    for name, *_, provides in rows:
        for one in (name, *(found[0] for part in provides.split(",") if (found := NAME.match(part.strip())))):
            providers.setdefault(one, []).append(name)
    return providers


def needed(name: str, relations: str, providers: Mapping[str, Sequence[str]]) -> list[str]:
    """Returns the installed packages that a package's relations are about. Of alternatives, the first one that is
    installed counts."""
    found: set[str] = set()
    for relation in relations.split(","):
        names = (match[0] for one in relation.split("|") if (match := NAME.match(one.strip())))
        found.update(next((providers[one] for one in names if one in providers), ()))
    return sorted(found - {name})


def vendor(name: str, version: str, maintainer: str, distribution: str, archives: Mapping[tuple[str, str], str]) -> str:
    if is_ours(maintainer):
        return OUR_VENDOR
    return archives.get((name, version), distribution)


def is_ours(maintainer: str) -> bool:
    return maintainer.startswith(OUR_MAINTAINER)


def read_archives(file: Path) -> dict[tuple[str, str], str]:
    """Returns whose archive each package is from, by name and version. The file has a line for each: name, version and
    origin of the archive, with tabs. It may be missing. Origins become what a package URL takes as a namespace."""
    if not file.is_file():
        return {}
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return {(name, version): re.sub(r"[^a-z0-9.-]+", "-", origin.lower()).strip("-") for name, version, origin in rows}
