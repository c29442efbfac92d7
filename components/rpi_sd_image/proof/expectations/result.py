"""The result of one expectation."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Result:
    """detail has a line for each thing that is not as expected. If a condition of the expectation is not met, applies
    is False, ok is True and detail names the condition."""

    expect: str
    group: str
    kind: str
    ok: bool
    detail: str
    seconds: float
    applies: bool = True

    def as_object(self) -> dict[str, object]:
        """Returns the fields for JSON."""
        return {**asdict(self), "seconds": round(self.seconds, 3)}

    @classmethod
    def from_json(cls, line: str) -> "Result":
        """Parses the JSON of as_object. Raises ValueError if it is not a result."""
        match json.loads(line):
            case {
                "expect": str(expect),
                "group": str(group),
                "kind": str(kind),
                "ok": bool(ok),
                "detail": str(detail),
                "seconds": int() | float() as seconds,
                "applies": bool(applies),
            }:
                return cls(expect, group, kind, ok, detail, seconds, applies)
            case _:
                raise ValueError("a field of the result is missing or has the wrong type")


def failed(results: Iterable[Result]) -> list[Result]:
    return [result for result in results if not result.ok]


def held(results: Iterable[Result]) -> list[Result]:
    return [result for result in results if result.ok and result.applies]


def not_applied(results: Iterable[Result]) -> list[Result]:
    return [result for result in results if not result.applies]


def by_group(results: Iterable[Result]) -> dict[str, list[Result]]:
    """Returns the results by group. The groups are in the order of their first results."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.group, []).append(result)
    return groups
