"""The steps of a run, as results like those of expectations."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace

from expectations import Result
from machine.failure import BootFailure, WentDown
from machine.units import StartedUnits


class Steps:
    """Records results. phase is the current part of the run, such as "first boot". It becomes the group of results.
    starts: when the units were started, for each start of the system that came up."""

    def __init__(self) -> None:
        self.results: list[Result] = []
        self.starts: list[StartedUnits] = []
        self.phase = "boot"
        # Raises WentDown if the system is going down. It is called before a failure is recorded.
        self.notice_end: Callable[[], None] = lambda: None
        self._last_failure: BootFailure | None = None

    def say(self, text: str) -> None:
        print(f"==> {text}", flush=True)

    @contextmanager
    def check(self, name: str, vital: bool = False) -> Generator[Callable[[str], None]]:
        """Records whether the block succeeds. A BootFailure is recorded as a failed result, and is raised again only if
        the step is vital. Yields a function that adds details to the result."""
        details: list[str] = []
        started = time.monotonic()
        try:
            with self.doing(name):
                yield details.append
        except WentDown:
            # Not a failure of this step.
            raise
        except BootFailure as failure:
            self._add(name, False, str(failure), started)
            self._last_failure = failure
            if vital:
                raise
        else:
            self._add(name, True, "; ".join(details), started)

    @contextmanager
    def doing(self, name: str) -> Generator[None]:
        """Runs a block. If it fails because the system is going down, WentDown is raised instead of BootFailure."""
        try:
            try:
                yield
            except WentDown:
                raise
            except BootFailure:
                self.notice_end()
                raise
        except WentDown as ending:
            ending.during = ending.during or name
            raise

    def add(self, result: Result) -> None:
        self.results.append(result)
        if not result.ok:
            print(f"not as expected: {result.group}: {result.expect}: {result.detail}", flush=True)

    def add_judged(self, result: Result) -> None:
        """Adds the result of an expectation. Its group is appended to the phase."""
        self.add(replace(result, group=f"{self.phase}: {result.group}"))

    def leave_out(self, name: str, why: str) -> None:
        """Records that a step is left out."""
        # A note. What follows ==> is shown for as long as it goes on.
        print(f"--> Left out: {name}, because {why}", flush=True)
        self.add(Result(name, self.phase, "step", True, why, 0, applies=False))

    def knows(self, failure: Exception) -> bool:
        """Whether the failure has been recorded as that of a step."""
        return failure is self._last_failure

    def _add(self, name: str, ok: bool, detail: str, started: float) -> None:
        self.add(Result(name, self.phase, "step", ok, detail, time.monotonic() - started))
