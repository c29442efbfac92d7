"""The report of an audit: text for people, JSON for programs, JUnit XML for CI systems."""

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from archives.findings import TITLES, Audit, Finding, Kind, by_source
from expectations.junit import junit
from expectations.result import Result


@dataclass
class Report:
    """title: what was audited. audit: None if it could not be. fatal: the kinds of findings that fail it. error: why
    there is no audit, or None."""

    title: str
    fatal: Collection[Kind]
    audit: Audit | None = None
    seconds: float = 0.0
    error: str | None = None

    @property
    def ok(self) -> bool:
        return self.audit is not None and not any(self.audit.of(kind) for kind in self.fatal)

    def write(self, directory: Path) -> None:
        (directory / "audit.txt").write_text(self.text(), encoding="utf-8")
        (directory / "audit.json").write_text(json.dumps(self.as_object(), indent=2) + "\n", encoding="utf-8")
        (directory / "audit.xml").write_bytes(junit("audit", list(self.results()), self.seconds, self.error))

    def text(self) -> str:
        return "\n".join(self.lines()) + "\n"

    def lines(self) -> Iterator[str]:
        yield from (self.title, "")
        if self.audit is None:
            yield f"Not audited: {self.error}"
            return
        for archive in self.audit.archives:
            yield f"Compared with {archive.name} of {archive.origin}, signed {archive.date}"
        yield ""
        for kind in Kind:
            yield from section(TITLES[kind], self.audit.of(kind))
        if self.audit.own:
            yield f"Made for this image, and in no archive: {', '.join(self.audit.own)}"
            yield ""
        yield self.summary()

    def summary(self) -> str:
        if self.audit is None:
            return f"not audited: {self.error}"
        numbers = [f"{len(self.audit.of(kind))} {word}" for kind, word in WORDS.items()]
        return f"{self.audit.packages} packages: {', '.join(numbers)} ({self.seconds:.1f} s)."

    def as_object(self) -> dict[str, object]:
        audit = self.audit
        return {
            "title": self.title,
            "ok": self.ok,
            "error": self.error,
            "seconds": round(self.seconds, 3),
            "packages": audit.packages if audit else 0,
            "archives": [asdict(archive) for archive in audit.archives] if audit else [],
            "findings": [one.as_object() for kind in Kind for one in audit.of(kind)] if audit else [],
            "own": audit.own if audit else [],
        }

    def results(self) -> Iterator[Result]:
        """Yields one result for each finding, or one that holds for each kind with no findings. A finding that does
        not fail the audit holds, too."""
        for kind in Kind if self.audit else ():
            findings = self.audit.of(kind) if self.audit else []
            for finding in findings:
                expect = f"{finding.package} is as the archives have it"
                yield Result(expect, TITLES[kind], "audit", kind not in self.fatal, line(finding), 0.0)
            if not findings:
                yield Result("no package is among them", TITLES[kind], "audit", True, "", 0.0)


WORDS = {Kind.SECURITY: "with security updates", Kind.UPDATE: "with other updates", Kind.GONE: "not in the archives"}


def section(title: str, findings: list[Finding]) -> Iterator[str]:
    yield f"{title}: {len(findings) or 'none'}"
    for source, found in by_source(findings).items():
        yield f"  {source}"
        yield from (f"    {line(finding)}" for finding in found)
    yield ""


def line(finding: Finding) -> str:
    newer = f" -> {finding.available} ({finding.archive})" if finding.available else ""
    return f"{finding.package} {finding.installed}{newer}"
