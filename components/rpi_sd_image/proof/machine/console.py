"""The machine's serial console."""

import re
import subprocess
from pathlib import Path
from typing import Protocol

from pexpect import EOF, TIMEOUT
from pexpect.popen_spawn import PopenSpawn

from machine.failure import BootFailure, WentDown
from machine.time_limit import TimeLimit
from machine.transcript import Transcript

HOPELESS = {
    "Kernel panic - not syncing": "the kernel panicked.",
    "You are in (emergency|rescue) mode": "the system stopped in emergency mode.",
    "initramfs: here is a shell": "the initramfs did not find the root partition.",
}

# The kernel's last words, or the last ones of systemd where the kernel's are missing.
KERNEL_HALTED = r"reboot: System halted"
LAST_WORDS = {
    "reboot": r"reboot: Restarting system|kexec_core: Starting new kernel|Reached target (reboot|kexec)\.target",
    "power-off": r"reboot: Power down|Reached target poweroff\.target",
    "halt": rf"{KERNEL_HALTED}|Reached target halt\.target",
}
# systemd's first words of an end. Nothing else takes these away.
GOES_DOWN = r"Stopped target (multi-user|graphical|getty|basic|sysinit)\.target|Reached target shutdown\.target"

# To pexpect; here a regular expression as text, or that the process has ended, or that it took too long.
Expected = re.Pattern[str] | re.Pattern[bytes] | str | bytes | type[EOF] | type[TIMEOUT]


class Process(Protocol):
    """pexpect's, as far as it is used: most of it comes without types."""

    proc: "subprocess.Popen[str]"

    @property
    def match(self) -> re.Match[str] | str | type[EOF] | type[TIMEOUT] | None:
        """Of what was found last."""

    def sendline(self, s: str) -> object: ...
    def expect(self, pattern: list[Expected], timeout: float) -> int: ...


class Console:
    """Prints what the machine says, line by line, and waits for what it should say."""

    def __init__(self, limit: TimeLimit) -> None:
        self._limit = limit
        self._transcript = Transcript()
        self._qemu: Process | None = None
        # How much had been said when the machine was switched on.
        self._start = 0

    def start(self, command: list[str]) -> None:
        self._qemu = spawn(command, self._transcript)
        self._start = len(self._transcript.lines)

    def stop(self) -> None:
        """Kills the machine if it still runs."""
        if self._qemu:
            self._qemu.proc.kill()
            self._qemu.proc.wait()
            self.catch_up()
            self._qemu = None
        self._transcript.end()

    def catch_up(self) -> None:
        """Prints what has been said while nobody waited for anything."""
        if self._qemu:
            self._qemu.expect([EOF, TIMEOUT], timeout=0.2)

    def text(self) -> str:
        """All that has been said, by every machine of this run."""
        return "".join(f"{line}\n" for line in self._transcript.lines)

    def has_said(self, pattern: str) -> bool:
        self.catch_up()
        return re.search(pattern, self.text()) is not None

    def last_lines(self, count: int) -> list[str]:
        return self._transcript.lines[-count:]

    def write(self, path: Path) -> None:
        path.write_text(self.text())

    def send_line(self, text: str) -> None:
        self._running.sendline(text)

    def wait_for(self, *patterns: str, what: str) -> re.Match[str]:
        """Waits for the first of the patterns; what says it in words. Raises WentDown when the system ends."""
        qemu = self._running
        expected: list[Expected] = [*patterns, *HOPELESS, KERNEL_HALTED, EOF, TIMEOUT]
        found = expected[qemu.expect(expected, timeout=self._limit.left())]
        if found is TIMEOUT:
            raise BootFailure(f"there was no {what} within {self._limit.seconds} s from switching on.")
        if found in patterns and isinstance(qemu.match, re.Match):
            return qemu.match
        if found in (EOF, KERNEL_HALTED):
            self._raise_how_it_ended()
            raise BootFailure(f"QEMU ended before there was {what}.")
        raise BootFailure(HOPELESS[str(found)])

    def expect_end(self, seconds: float) -> None:
        """Raises WentDown when the system ends in the next seconds."""
        if not self._qemu:
            return
        expected: list[Expected] = [KERNEL_HALTED, EOF, TIMEOUT]
        found = expected[self._qemu.expect(expected, timeout=min(seconds, self._limit.left()))]
        if found is not TIMEOUT:
            self._raise_how_it_ended()

    def notice_end(self, seconds: float) -> None:
        """Raises WentDown if the system is going down and ends in the next seconds. Takes no time if it is not."""
        self.catch_up()
        if self._qemu and re.search(GOES_DOWN, self._said_since_start()):
            self.expect_end(seconds)

    def wait_for_end(self, what: str) -> None:
        """Waits until QEMU ends by itself."""
        qemu = self._running
        if qemu.expect([EOF, TIMEOUT], timeout=self._limit.left()):
            raise BootFailure(f"there was no {what} within {self._limit.seconds} s from switching on.")
        status = qemu.proc.wait()
        if status:
            raise BootFailure(f"QEMU failed with exit status {status}.")

    @property
    def _running(self) -> Process:
        if self._qemu is None:
            raise RuntimeError("the machine is not switched on")
        return self._qemu

    def _said_since_start(self) -> str:
        return "\n".join([*self._transcript.lines[self._start :], self._transcript.unfinished])

    def _raise_how_it_ended(self) -> None:
        said = self._said_since_start()
        for how, words in LAST_WORDS.items():
            if re.search(words, said):
                raise WentDown(how, self._limit.passed())


def spawn(command: list[str], transcript: Transcript) -> Process:
    # Read by a thread of its own: a console that nobody reads would stop the machine.
    process: PopenSpawn[str] = PopenSpawn(
        command,
        encoding="utf-8",
        codec_errors="replace",
        # How far back to look whenever a few bytes arrive: further than any pattern is long.
        searchwindowsize=400,
    )
    process.logfile_read = transcript
    return process
