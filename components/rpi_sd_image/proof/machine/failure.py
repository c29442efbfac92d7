class BootFailure(Exception):
    """The image did not do what it has to, or what was asked for cannot be done. The message is for people."""


class WentDown(BootFailure):
    """The system ended by itself, in order, while something was done with it. how: reboot, power-off or halt."""

    def __init__(self, how: str, seconds: float) -> None:
        self.how, self.seconds = how, seconds
        # What was being done.
        self.during: str | None = None

    def __str__(self) -> str:
        during = f", during: {self.during}" if self.during else ""
        return f"the board {self.done} by itself {self.seconds:.0f} s after switching on{during}"

    @property
    def done(self) -> str:
        return DONE[self.how]


DONE = {"reboot": "rebooted", "power-off": "switched itself off", "halt": "halted"}
