class BootFailure(Exception):
    """The image did not do what it has to, or what was asked for cannot be done. The message is for people."""


class WentDown(BootFailure):
    """The system ended by itself, in order, while something was done with it. how: reboot, power-off or halt."""

    def __init__(self, how: str, seconds: float) -> None:
        self.how, self.seconds = how, seconds
        super().__init__(f"the board {DONE[how]} by itself {seconds:.0f} s after switching on")

    @property
    def done(self) -> str:
        return DONE[self.how]


DONE = {"reboot": "rebooted", "power-off": "switched itself off", "halt": "halted"}
