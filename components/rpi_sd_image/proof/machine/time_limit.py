import math
import time

# As long as one can wait in one go.
FOREVER = 1e6


class TimeLimit:
    """What a machine gets from the moment it is switched on, in seconds."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self.restart()

    def restart(self) -> None:
        self._started = time.monotonic()

    def lift(self) -> None:
        """Until it is restarted there is as much time as anybody wants."""
        self._started = math.inf

    def passed(self) -> float:
        return time.monotonic() - self._started

    def left(self) -> float:
        return max(0.0, min(self.seconds - self.passed(), FOREVER))
