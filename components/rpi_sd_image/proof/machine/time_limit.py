import math
import time

# The longest wait, in seconds. An infinite timeout raises OverflowError.
FOREVER = 1e6


class TimeLimit:
    """The time limit of a machine since it was switched on, in seconds."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self.restart()

    def restart(self) -> None:
        self._started = time.monotonic()

    def lift(self) -> None:
        """Removes the limit until the next restart."""
        self._started = math.inf

    def passed(self) -> float:
        return time.monotonic() - self._started

    def left(self) -> float:
        return max(0.0, min(self.seconds - self.passed(), FOREVER))
