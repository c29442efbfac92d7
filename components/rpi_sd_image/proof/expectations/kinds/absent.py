from collections.abc import Iterator
from types import SimpleNamespace

from expectations.kinds.kind import Kind, Paths
from systems.system import System

SHOWN = 10


class Absent(Kind):
    """Files that are not there."""

    name = "absent"
    fields = {
        "absent": Paths("what must not be there", required=True),
        "except": Paths("what may be there all the same", default=[]),
    }

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        allowed = {path for pattern in vars(want)["except"] for path in system.glob(pattern)}
        for pattern in want.absent:
            found = [path for path in system.glob(pattern) if path not in allowed]
            yield from (f"{path} is there" for path in found[:SHOWN])
            if len(found) > SHOWN:
                yield f"and {len(found) - SHOWN} more of {pattern}"
