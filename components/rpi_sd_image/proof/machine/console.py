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

# The last message of the kernel, or of systemd if the kernel's is missing.
KERNEL_HALTED = r"reboot: System halted"
LAST_WORDS = {
    "reboot": r"reboot: Restarting system|kexec_core: Starting new kernel|Reached target (reboot|kexec)\.target",
    "power-off": r"reboot: Power down|Reached target poweroff\.target",
    "halt": rf"{KERNEL_HALTED}|Reached target halt\.target",
}
# The first messages of systemd on the way down. These targets are stopped only then.
GOES_DOWN = r"Stopped target (multi-user|graphical|getty|basic|sysinit)\.target|Reached target shutdown\.target"

# What pexpect can wait for. Here it is a regular expression as text, the end of the process, or a timeout.
Expected = re.Pattern[str] | re.Pattern[bytes] | str | bytes | type[EOF] | type[TIMEOUT]


class Process(Protocol):
    """The used part of pexpect's process, because most of pexpect has no types."""

    proc: "subprocess.Popen[str]"

    @property
    def match(self) -> re.Match[str] | str | type[EOF] | type[TIMEOUT] | None:
        """The match of the last expect."""

    def sendline(self, s: str) -> object: ...
    def expect(self, pattern: list[Expected], timeout: float) -> int: ...


class Console:
    """Prints the output of the machine line by line, and waits for patterns in it."""

    def __init__(self, limit: TimeLimit) -> None:
        self._limit = limit
        self._transcript = Transcript()
        self._qemu: Process | None = None
        # The number of lines when the machine was switched on.
        self._start = 0

    def start(self, command: list[str]) -> None:
        self._qemu = spawn(command, self._transcript)
        self._start = len(self._transcript.lines)

    def stop(self) -> None:
        """Kills the machine if it is still running."""
        if self._qemu:
            self._qemu.proc.kill()
            self._qemu.proc.wait()
            self.catch_up()
            self._qemu = None
        self._transcript.end()

    def catch_up(self) -> None:
        """Prints the output since the last wait."""
        if self._qemu:
            self._qemu.expect([EOF, TIMEOUT], timeout=0.2)

    def text(self) -> str:
        """Returns the output of all machines of this run."""
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
        """Waits for the first match of a pattern and returns it. Raises WentDown if the system goes down, and
        BootFailure if it crashes or takes too long. what: names the patterns in messages."""
        qemu = self._running
        expected: list[Expected] = [*patterns, *HOPELESS, KERNEL_HALTED, EOF, TIMEOUT]
        found = expected[qemu.expect(expected, timeout=self._limit.left())]
        if found is TIMEOUT:
            raise BootFailure(f"there was no {what} within {self._limit.seconds} s after switching on.")
        if found in patterns and isinstance(qemu.match, re.Match):
            return qemu.match
        if found in (EOF, KERNEL_HALTED):
            self._raise_how_it_ended()
            raise BootFailure(f"QEMU ended while boot was waiting for the {what}.")
        raise BootFailure(HOPELESS[str(found)])

    def expect_end(self, seconds: float) -> None:
        """Raises WentDown if the system ends within this time."""
        if not self._qemu:
            return
        expected: list[Expected] = [KERNEL_HALTED, EOF, TIMEOUT]
        found = expected[self._qemu.expect(expected, timeout=min(seconds, self._limit.left()))]
        if found is not TIMEOUT:
            self._raise_how_it_ended()

    def notice_end(self, seconds: float) -> None:
        """Raises WentDown if the system is going down and ends within this time. Returns at once if it is not."""
        self.catch_up()
        if self._qemu and re.search(GOES_DOWN, self._said_since_start()):
            self.expect_end(seconds)

    def wait_for_end(self, what: str) -> None:
        """Waits until QEMU ends by itself. Raises BootFailure if it takes too long or fails."""
        qemu = self._running
        if qemu.expect([EOF, TIMEOUT], timeout=self._limit.left()):
            raise BootFailure(f"there was no {what} within {self._limit.seconds} s after switching on.")
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
    # PopenSpawn reads in a separate thread. Otherwise, the machine would stop when the console's buffer is full.
    process: PopenSpawn[str] = PopenSpawn(
        command,
        encoding="utf-8",
        codec_errors="replace",
        # How far back to search when new bytes arrive. It must be longer than any match.
        searchwindowsize=400,
    )
    process.logfile_read = transcript
    return process
