"""The machine's serial console."""

import re
import sys
from pathlib import Path

import pexpect
from pexpect.popen_spawn import PopenSpawn

from machine.failure import BootFailure, WentDown
from machine.time_limit import TimeLimit

ESCAPE_SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z^_])")
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


class Console:
    """Prints what the machine says, line by line, and waits for what it should say."""

    def __init__(self, limit: TimeLimit) -> None:
        self._limit = limit
        self._transcript = Transcript()
        self._qemu: PopenSpawn | None = None
        # How much had been said when the machine was switched on.
        self._start = 0

    def start(self, command: list[str]) -> None:
        # Read by a thread of its own: a console that nobody reads would stop the machine.
        self._qemu = PopenSpawn(
            command, encoding="utf-8", codec_errors="replace",
            # How far back to look whenever a few bytes arrive: further than any pattern is long.
            searchwindowsize=400,
        )
        self._qemu.logfile_read = self._transcript
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
            self._qemu.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=0.2)

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
        self._qemu.sendline(text)

    def wait_for(self, *patterns: str, what: str) -> re.Match:
        """Waits for the first of the patterns (regular expressions); what says it in words. Raises WentDown when the system ends."""
        expected = [*patterns, *HOPELESS, KERNEL_HALTED, pexpect.EOF, pexpect.TIMEOUT]
        found = self._qemu.expect(expected, timeout=self._limit.left())
        if found < len(patterns):
            return self._qemu.match
        if expected[found] is pexpect.TIMEOUT:
            raise BootFailure(f"there was no {what} within {self._limit.seconds} s from switching on.")
        if expected[found] in (pexpect.EOF, KERNEL_HALTED):
            self._raise_how_it_ended()
            raise BootFailure(f"QEMU ended before there was {what}.")
        raise BootFailure(HOPELESS[expected[found]])

    def expect_end(self, seconds: float) -> None:
        """Raises WentDown when the system ends in the next seconds."""
        if not self._qemu:
            return
        found = self._qemu.expect([KERNEL_HALTED, pexpect.EOF, pexpect.TIMEOUT], timeout=min(seconds, self._limit.left()))
        if found < 2:
            self._raise_how_it_ended()

    def notice_end(self, seconds: float) -> None:
        """Raises WentDown if the system is going down and its end comes in the next seconds. Takes hardly any time if it is not."""
        self.catch_up()
        if self._qemu and re.search(GOES_DOWN, self._said_since_start()):
            self.expect_end(seconds)

    def _said_since_start(self) -> str:
        return "\n".join([*self._transcript.lines[self._start :], self._transcript.unfinished])

    def _raise_how_it_ended(self) -> None:
        said = self._said_since_start()
        for how, words in LAST_WORDS.items():
            if re.search(words, said):
                raise WentDown(how, self._limit.passed())

    def wait_for_end(self, what: str) -> None:
        """Waits until QEMU ends by itself."""
        if self._qemu.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=self._limit.left()):
            raise BootFailure(f"there was no {what} within {self._limit.seconds} s from switching on.")
        status = self._qemu.proc.wait()
        if status:
            raise BootFailure(f"QEMU failed with exit status {status}.")


class Transcript:
    """A file to pexpect: keeps complete lines without escape sequences, and prints them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._unfinished = ""

    def write(self, text: str) -> None:
        *complete, self._unfinished = (self._unfinished + text).split("\n")
        for line in complete:
            self._add(line)

    @property
    def unfinished(self) -> str:
        return self._unfinished

    def flush(self) -> None:
        sys.stdout.flush()

    def end(self) -> None:
        if self._unfinished:
            self._add(self._unfinished)
        self._unfinished = ""

    def _add(self, line: str) -> None:
        line = ESCAPE_SEQUENCE.sub("", line).rstrip("\r")
        self.lines.append(line)
        print(line, flush=True)
