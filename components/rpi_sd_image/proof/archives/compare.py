"""The installed packages of an image, compared with the archives by apt itself: its pins, its order of versions."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import apt_pkg

from archives.findings import Archive, Audit, Finding, Kind
from systems.system import Unreadable

# As the builder of rpi_kernel writes it.
OUR_MAINTAINER = "Hypriotkit <"
# Debian's archive of security updates says this, whatever the name of the release is.
SECURITY_LABEL = "Debian-Security"
SECURITY_SUITE = re.compile(r"-security$")


def compare(configuration: Path) -> Audit:
    """Reads the archives and returns the audit. configuration: a file, of lay_out. Raises Unreadable if an archive
    cannot be read, or if its signature is not good."""
    environment = {**os.environ, "APT_CONFIG": str(configuration)}
    if subprocess.run(["apt-get", "update"], env=environment, check=False).returncode != 0:
        raise Unreadable(
            "the indexes of the image's archives could not be read, or are not signed with the image's keys. "
            "The lines above say why"
        )
    os.environ["APT_CONFIG"] = str(configuration)
    apt_pkg.init()
    cache = apt_pkg.Cache(None)
    chosen, records = apt_pkg.DepCache(cache), apt_pkg.PackageRecords(cache)
    audit = Audit(packages=0, archives=list(archives(cache)))
    for package in cache.packages:
        installed = package.current_ver
        if installed is None or package.current_state != apt_pkg.CURSTATE_INSTALLED:
            continue
        audit.packages += 1
        records.lookup(installed.file_list[0])
        source = records.source_pkg or package.name
        if records.maintainer.startswith(OUR_MAINTAINER):
            audit.own.append(f"{package.name} {installed.ver_str}")
            continue
        finding = judge(package, installed, chosen.get_candidate_ver(package), source)
        if finding:
            audit.findings.append(finding)
    audit.own.sort()
    return audit


def judge(
    package: apt_pkg.Package, installed: apt_pkg.Version, candidate: apt_pkg.Version | None, source: str
) -> Finding | None:
    about = (package.name, installed.arch, source, installed.ver_str)
    if candidate is not None and apt_pkg.version_compare(candidate.ver_str, installed.ver_str) > 0:
        secure = next(security_updates(package, installed, candidate), None)
        kind = Kind.SECURITY if secure else Kind.UPDATE
        return Finding(kind, *about, candidate.ver_str, name_of(secure or first_archive(candidate)))
    if first_archive(installed) is None:
        return Finding(Kind.GONE, *about)
    return None


def security_updates(
    package: apt_pkg.Package, installed: apt_pkg.Version, candidate: apt_pkg.Version
) -> Iterator[apt_pkg.PackageFile]:
    """Yields the security archives that have a version between the installed one and the one that apt would install.
    That one may be from elsewhere: a point release has the security updates in it."""
    for version in package.version_list:
        newer = apt_pkg.version_compare(version.ver_str, installed.ver_str) > 0
        if newer and apt_pkg.version_compare(version.ver_str, candidate.ver_str) <= 0:
            yield from (file for file, _ in version.file_list if is_security(file))


def is_security(file: apt_pkg.PackageFile) -> bool:
    return file.label == SECURITY_LABEL or any(SECURITY_SUITE.search(name) for name in (file.archive, file.codename))


def first_archive(version: apt_pkg.Version) -> apt_pkg.PackageFile | None:
    return next((file for file, _ in version.file_list if not file.not_source), None)


def name_of(file: apt_pkg.PackageFile | None) -> str:
    return "" if file is None else file.codename or file.archive or file.site


def archives(cache: apt_pkg.Cache) -> Iterator[Archive]:
    """Yields each archive once. apt has a file for each of its components."""
    seen: set[tuple[str, str]] = set()
    for file in cache.file_list:
        named = (name_of(file), file.origin or file.site)
        if not file.not_source and named not in seen:
            seen.add(named)
            yield Archive(*named, date_of(Path(file.filename)))


def date_of(index: Path) -> str:
    """Returns the date in the release file that an index belongs to."""
    for release in sorted(index.parent.glob("*Release")):
        if index.name.startswith(release.name.removesuffix("InRelease").removesuffix("Release")):
            found = re.search(r"^Date: (.+)$", release.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
            if found:
                return found[1]
    return "unknown"
