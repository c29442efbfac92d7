from collections.abc import Iterator

from expectations.kinds.content import excerpt, judge_content
from expectations.kinds.forms import Number, Output, Patterns, Text
from expectations.kinds.kind import RUNNING, Default, Kind, Optional, Required
from systems.system import System


class Command(Kind):
    """A command in the running system, and its result. The output is stdout and stderr together."""

    name = "command"
    places = RUNNING
    command = Required(Text(), "the command, for a shell (sh)")
    prints = Optional(Output(), "its whole output, without leading and trailing white space")
    has = Default(Patterns(), "each must match in its output", [])
    lacks = Default(Patterns(), "none may match in its output", [])
    status = Default(Number(), "its exit status", 0)
    user = Default(Text(), "the user who runs it", "root", key="as")
    seconds = Default(Number(), "its time limit; emulated boards are slow", 300)

    def judge(self, system: System) -> Iterator[str]:
        finished = system.run(self.command, self.user, self.seconds)
        what = f"`{self.command}`"
        if finished.status != self.status:
            printed = excerpt(finished.output)
            yield f"{what}: expected the exit status {self.status}, found {finished.status}; it printed {printed}"
        yield from judge_content(what, finished.output, self.prints, self.has, self.lacks)
