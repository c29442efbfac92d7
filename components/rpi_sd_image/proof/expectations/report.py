"""The report of a run: text for people, JSON for programs, JUnit XML (junit.py) for CI systems."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from expectations.junit import junit
from expectations.result import Result, by_group, failed, held, not_applied


@dataclass
class Report:
    """The results of a run. title says what was judged. error says why the run stopped early, or is None.
    starts: of a boot, when the units of each start were started (machine.units.StartedUnits)."""

    title: str
    results: list[Result] = field(default_factory=list[Result])
    seconds: float = 0.0
    error: str | None = None
    starts: Sequence[Mapping[str, object]] = ()

    @property
    def failed(self) -> list[Result]:
        return failed(self.results)

    @property
    def ok(self) -> bool:
        return self.error is None and not self.failed

    def write(self, directory: Path, name: str) -> None:
        """Writes NAME.txt, NAME.xml and NAME.json."""
        (directory / f"{name}.txt").write_text(self.text(), encoding="utf-8")
        (directory / f"{name}.json").write_text(json.dumps(self.as_object(), indent=2) + "\n", encoding="utf-8")
        (directory / f"{name}.xml").write_bytes(junit(name, self.results, self.seconds, self.error))

    def text(self) -> str:
        """Returns the failures in full, then the groups with their numbers."""
        lines = [self.title, ""]
        for result in self.failed:
            details = [f"        {line}" for line in result.detail.splitlines()]
            lines += [f"FAILED  {result.group}: {result.expect}", *details, ""]
        lines += table(self.results)
        remarks = [result for result in held(self.results) if result.detail]
        lines += [f"{result.group}: {result.expect} ({result.detail})" for result in remarks]
        lines += [f"Does not apply: {result.expect} ({result.detail})" for result in not_applied(self.results)]
        lines += ["", self.summary()]
        return "\n".join(lines) + "\n"

    def summary(self) -> str:
        """Returns the numbers in one line."""
        parts = [f"{len(self.failed)} failed", f"{len(held(self.results))} hold"]
        if others := len(not_applied(self.results)):
            parts.append(f"{others} {'does' if others == 1 else 'do'} not apply")
        end = f" Stopped early: {self.error}" if self.error else ""
        return f"{', '.join(parts)} ({self.seconds:.1f} s).{end}"

    def as_object(self) -> dict[str, object]:
        return {
            "title": self.title,
            "ok": self.ok,
            "error": self.error,
            "seconds": round(self.seconds, 3),
            "results": [result.as_object() for result in self.results],
            **({"starts": list(self.starts)} if self.starts else {}),
        }


def table(results: Iterable[Result]) -> Iterable[str]:
    """Yields a line for each group."""
    groups = by_group(results)
    width = max(map(len, groups), default=0)
    for group, own in groups.items():
        bad, good = len(failed(own)), len(held(own))
        seconds = sum(result.seconds for result in own)
        mark = "   FAILED" if bad else ""
        yield f"{group:<{width}}  {good:>3} of {good + bad:>3} hold  {seconds:6.2f} s{mark}"
