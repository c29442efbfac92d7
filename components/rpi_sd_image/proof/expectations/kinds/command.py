from collections.abc import Iterator

from expectations.kinds.content import excerpt, judge_content
from expectations.kinds.forms import Number, Output, Patterns, Text
from expectations.kinds.kind import RUNNING, Default, Kind, Optional, Required
from systems.system import System


class Command(Kind):
    """What a command does in the running system. Its output is stdout and stderr."""

    name = "command"
    places = RUNNING
    command = Required(Text(), "for a shell (sh)")
    prints = Optional(Output(), "its whole output, white space at the ends aside")
    has = Default(Patterns(), "what each is found in its output", [])
    lacks = Default(Patterns(), "what none is found in its output", [])
    status = Default(Number(), "its exit status", 0)
    user = Default(Text(), "the user who runs it", "root", key="as")
    seconds = Default(Number(), "how long it may take; emulated boards are slow", 300)

    def judge(self, system: System) -> Iterator[str]:
        finished = system.run(self.command, self.user, self.seconds)
        what = f"`{self.command}`"
        if finished.status != self.status:
            printed = excerpt(finished.output)
            yield f"{what}: expected the exit status {self.status}, found {finished.status}; it printed {printed}"
        yield from judge_content(what, finished.output, self.prints, self.has, self.lacks)
