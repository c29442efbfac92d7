"""Reports: text for people, JUnit XML for CI systems, JSON for programs."""

import json
import xml.etree.ElementTree as xml
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from expectations.result import Result

# What XML 1.0 has no way to write.
NOT_IN_XML = {number: " " for number in range(32) if chr(number) not in "\t\n\r"}


@dataclass
class Report:
    """The results of one run. title says what was judged; error is why it could not be judged to the end."""

    title: str
    results: list[Result] = field(default_factory=list)
    seconds: float = 0.0
    error: str | None = None

    @property
    def failed(self) -> list[Result]:
        return [result for result in self.results if not result.ok]

    @property
    def ok(self) -> bool:
        return self.error is None and not self.failed

    def write(self, directory: Path, name: str) -> None:
        """NAME.txt, NAME.xml and NAME.json."""
        (directory / f"{name}.txt").write_text(self.text(), encoding="utf-8")
        (directory / f"{name}.json").write_text(json.dumps(self.as_object(), indent=2) + "\n", encoding="utf-8")
        (directory / f"{name}.xml").write_bytes(self.junit(name))

    def text(self) -> str:
        """What failed, in full; then the groups with their numbers."""
        lines = [self.title, ""]
        for result in self.failed:
            lines += [f"FAILED  {result.group}: {result.expect}", *(f"        {line}" for line in result.detail.splitlines()), ""]
        lines += self._table()
        for result in self.results:
            if not result.applies:
                lines.append(f"Does not apply: {result.expect} ({result.detail})")
        lines += ["", self.summary()]
        return "\n".join(lines) + "\n"

    def summary(self) -> str:
        """One line."""
        held = len([result for result in self.results if result.ok and result.applies])
        others = len([result for result in self.results if not result.applies])
        parts = [f"{len(self.failed)} failed", f"{held} hold"]
        if others:
            parts.append(f"{others} {'does' if others == 1 else 'do'} not apply")
        end = f" Not judged to the end: {self.error}" if self.error else ""
        return f"{', '.join(parts)} ({self.seconds:.1f} s).{end}"

    def as_object(self) -> dict:
        return {
            "title": self.title, "ok": self.ok, "error": self.error, "seconds": round(self.seconds, 3),
            "results": [result.as_object() for result in self.results],
        }

    def junit(self, name: str) -> bytes:
        """A test suite for each group, a test case for each expectation."""
        suites = xml.Element("testsuites", _counts(self.results, self.seconds, self.error) | {"name": name})
        for group, results in self._groups().items():
            suite = xml.SubElement(suites, "testsuite", _counts(results, sum(one.seconds for one in results)) | {"name": group})
            for result in results:
                case = xml.SubElement(suite, "testcase", {"name": result.expect, "classname": f"{name}.{group}", "time": f"{result.seconds:.3f}"})
                if not result.applies:
                    xml.SubElement(case, "skipped", {"message": _clean(result.detail)})
                elif not result.ok:
                    failure = xml.SubElement(case, "failure", {"type": result.kind, "message": _clean(result.detail).split("\n")[0]})
                    failure.text = _clean(result.detail)
        if self.error:
            suite = xml.SubElement(suites, "testsuite", _counts([], 0, self.error) | {"name": "run"})
            case = xml.SubElement(suite, "testcase", {"name": "everything was judged", "classname": f"{name}.run", "time": "0"})
            xml.SubElement(case, "error", {"message": _clean(self.error)})
        xml.indent(suites)
        return xml.tostring(suites, encoding="utf-8", xml_declaration=True) + b"\n"

    def _groups(self) -> dict[str, list[Result]]:
        groups: dict[str, list[Result]] = {}
        for result in self.results:
            groups.setdefault(result.group, []).append(result)
        return groups

    def _table(self) -> Iterable[str]:
        groups = self._groups()
        width = max(map(len, groups), default=0)
        for group, results in groups.items():
            failed = len([result for result in results if not result.ok])
            held = len([result for result in results if result.ok and result.applies])
            seconds = sum(result.seconds for result in results)
            yield f"{group:<{width}}  {held:>3} of {held + failed:>3} hold  {seconds:6.2f} s{'   FAILED' if failed else ''}"


def _counts(results: list[Result], seconds: float, error: str | None = None) -> dict[str, str]:
    return {
        "tests": str(len(results) + (1 if error else 0)),
        "failures": str(len([result for result in results if not result.ok])),
        "errors": "1" if error else "0",
        "skipped": str(len([result for result in results if not result.applies])),
        "time": f"{seconds:.3f}",
    }


def _clean(text: str) -> str:
    return text.translate(NOT_IN_XML)
