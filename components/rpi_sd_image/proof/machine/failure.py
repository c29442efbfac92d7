class BootFailure(Exception):
    """The image is not as expected, or the request cannot be carried out. The message is for people."""


class WentDown(BootFailure):
    """The system went down by itself, in order, during a step.

    how: reboot, power-off or halt
    seconds: the time since it was switched on
    """

    def __init__(self, how: str, seconds: float) -> None:
        self.how, self.seconds = how, seconds
        # The name of the step.
        self.during: str | None = None

    def __str__(self) -> str:
        during = f", during: {self.during}" if self.during else ""
        return f"the board {self.done} by itself {self.seconds:.0f} s after switching on{during}"

    @property
    def done(self) -> str:
        return DONE[self.how]


DONE = {"reboot": "rebooted", "power-off": "switched itself off", "halt": "halted"}
