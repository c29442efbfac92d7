"""What was done and how it came out, as results among those of the expectations."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace

from expectations import Result
from machine.failure import BootFailure, WentDown


class Steps:
    """phase is where a run is, such as "first boot": results are grouped by it."""

    def __init__(self) -> None:
        self.results: list[Result] = []
        self.phase = "boot"
        # Raises WentDown if the system is going down: asked before anything counts as a failure.
        self.notice_end: Callable[[], None] = lambda: None
        self._last_failure: BootFailure | None = None

    def say(self, text: str) -> None:
        print(f"==> {text}", flush=True)

    @contextmanager
    def check(self, name: str, vital: bool = False) -> Generator[Callable[[str], None]]:
        """Something that fails by a BootFailure. Others are looked at all the same, unless it is vital. Gives a
        function for details."""
        details: list[str] = []
        started = time.monotonic()
        try:
            with self.doing(name):
                yield details.append
        except WentDown:
            # It is not what was looked at that failed.
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
        """Raises WentDown in place of a failure that came of the system's going down."""
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
        """An expectation's, whose own group comes behind the phase."""
        self.add(replace(result, group=f"{self.phase}: {result.group}"))

    def knows(self, failure: Exception) -> bool:
        """Whether it has been noted as the failure of a step."""
        return failure is self._last_failure

    def _add(self, name: str, ok: bool, detail: str, started: float) -> None:
        self.add(Result(name, self.phase, "step", ok, detail, time.monotonic() - started))
