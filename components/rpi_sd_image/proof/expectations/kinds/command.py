from collections.abc import Iterator
from types import SimpleNamespace

from expectations.kinds.file import excerpt, judge_content
from expectations.kinds.kind import RUNNING, Kind, Number, Output, Pattern, Text
from systems.system import System


class Command(Kind):
    """What a command does in the running system. Its output is stdout and stderr."""

    name = "command"
    places = RUNNING
    fields = {
        "command": Text("for a shell (sh)", required=True),
        "prints": Output("its whole output, white space at the ends aside"),
        "has": Pattern("what each is found in its output", default=[]),
        "lacks": Pattern("what none is found in its output", default=[]),
        "status": Number("its exit status", default=0),
        "as": Text("the user who runs it", default="root"),
        "seconds": Number("how long it may take; emulated boards are slow", default=300),
    }

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        finished = system.run(want.command, vars(want)["as"], int(want.seconds))
        if finished.status != want.status:
            yield f"`{want.command}`: expected the exit status {want.status}, found {finished.status}; it printed {excerpt(finished.output)}"
        if want.prints is not None and finished.output.strip() != want.prints.strip():
            yield f"`{want.command}`: expected {excerpt(want.prints)}, found {excerpt(finished.output)}"
        yield from judge_content(f"`{want.command}`", finished.output, want)
