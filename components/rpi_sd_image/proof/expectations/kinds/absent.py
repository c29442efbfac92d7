from collections.abc import Iterator

from expectations.kinds.forms import Paths
from expectations.kinds.kind import Default, Kind, Required
from systems.system import System

SHOWN = 10


class Absent(Kind):
    """Files that must not exist."""

    name = "absent"
    absent = Required(Paths(), "what must not exist")
    allowed = Default(Paths(), "exceptions, which may exist", [], key="except")

    def judge(self, system: System) -> Iterator[str]:
        allowed = {path for pattern in self.allowed for path in system.glob(pattern)}
        for pattern in self.absent:
            found = [path for path in system.glob(pattern) if path not in allowed]
            yield from (f"{path} is there" for path in found[:SHOWN])
            if len(found) > SHOWN:
                yield f"and {len(found) - SHOWN} more of {pattern}"
