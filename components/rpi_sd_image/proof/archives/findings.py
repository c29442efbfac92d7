"""What the archives have and the image does not, and the other way round."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """In the order of the report."""

    SECURITY = "security"
    UPDATE = "update"
    GONE = "gone"


TITLES = {
    Kind.SECURITY: "Security updates",
    Kind.UPDATE: "Other updates",
    Kind.GONE: "Not in the archives any more",
}


@dataclass(frozen=True)
class Finding:
    """A package that is not as the archives have it.

    source: the source package
    available: the version that apt would install; empty if the archives do not have the package
    archive: the archive that has this version, such as trixie-security; empty likewise
    """

    kind: Kind
    package: str
    architecture: str
    source: str
    installed: str
    available: str = ""
    archive: str = ""

    def as_object(self) -> dict[str, str]:
        return {name: str(value) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Archive:
    """An index of packages. date: when the archive signed it, as it says itself."""

    name: str
    origin: str
    date: str


@dataclass
class Audit:
    """own: packages that were made for the image and are in no archive, with their versions"""

    packages: int
    archives: list[Archive] = field(default_factory=list[Archive])
    findings: list[Finding] = field(default_factory=list[Finding])
    own: list[str] = field(default_factory=list[str])

    def of(self, kind: Kind) -> list[Finding]:
        """Returns the findings of a kind, by source package."""
        found = [finding for finding in self.findings if finding.kind == kind]
        return sorted(found, key=lambda finding: (finding.source, finding.package))


def by_source(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    sources: dict[str, list[Finding]] = {}
    for finding in findings:
        sources.setdefault(finding.source, []).append(finding)
    return sources
