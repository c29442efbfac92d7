"""How one expectation came out."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Result:
    """detail says what is not as expected, a line for each thing; applies is False where a condition of the expectation
    does not hold (detail says which one), and ok is True then."""

    expect: str
    group: str
    kind: str
    ok: bool
    detail: str
    seconds: float
    applies: bool = True

    def as_object(self) -> dict[str, object]:
        """For JSON."""
        return {**asdict(self), "seconds": round(self.seconds, 3)}

    @classmethod
    def from_json(cls, line: str) -> "Result":
        """Reads a result back from the text of as_object. Raises ValueError if the text is not one."""
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
                raise ValueError("a field of the result is missing, or is something else than it should be")


def failed(results: Iterable[Result]) -> list[Result]:
    return [result for result in results if not result.ok]


def held(results: Iterable[Result]) -> list[Result]:
    return [result for result in results if result.ok and result.applies]


def not_applied(results: Iterable[Result]) -> list[Result]:
    return [result for result in results if not result.applies]


def by_group(results: Iterable[Result]) -> dict[str, list[Result]]:
    """In the order in which the groups begin."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.group, []).append(result)
    return groups
