"""What an image contains."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Licences:
    """What a package's copyright file says.

    names: each different licence of its files, in the file's own words, such as "GPL-2+ or Artistic"; empty if the file
    is not in Debian's machine-readable format
    texts: the text of each single licence that the file gives one for, by the name of the licence
    """

    names: Sequence[str] = ()
    texts: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Package:
    """A package that dpkg knows as installed.

    source, source_version: empty for the kernel that is compiled here, which has no source package
    vendor: namespace of its package URL: debian, or whose archive it is from
    cpe: as lists of vulnerabilities name it; empty if they go by the package
    depends: the names of the installed packages that it depends on
    """

    name: str
    version: str
    architecture: str
    source: str
    source_version: str
    maintainer: str
    homepage: str
    summary: str
    vendor: str
    cpe: str
    depends: Sequence[str]
    licences: Licences


@dataclass(frozen=True)
class Part:
    """What is in the image and is no package: kernel, firmware, a program, a container image.

    kind: firmware, application or container
    purl: its package URL; empty if it has none
    sha256: of the file that the part is; empty if it is several
    cpe: as lists of vulnerabilities name it; empty if they do not
    details: more about it, by names
    """

    kind: str
    name: str
    version: str
    purl: str
    summary: str
    licences: Licences = Licences()
    sha256: str = ""
    cpe: str = ""
    details: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class File:
    """A file that no package owns.

    path: in the running system, where the boot partition is at /boot/firmware
    sha1, sha256: empty if the file may hold secrets
    """

    path: str
    sha1: str
    sha256: str


@dataclass(frozen=True)
class Contents:
    """name, version: of the image. distribution: as in os-release, such as debian. release: the same, such as 13.
    architecture: in Debian's notation. time: in seconds since 1970, for the documents."""

    name: str
    version: str
    distribution: str
    release: str
    architecture: str
    time: int
    packages: Sequence[Package]
    parts: Sequence[Part]
    files: Sequence[File]
