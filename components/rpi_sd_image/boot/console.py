"""The machine's serial console."""

import re
import sys
import time
from collections import deque

import pexpect

from failure import BootFailure

ESCAPE_SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z^_])")
HOPELESS = {
    "Kernel panic - not syncing": "the kernel panicked.",
    "You are in (emergency|rescue) mode": "the system stopped in emergency mode.",
    "initramfs: here is a shell": "the initramfs did not find the root partition.",
}


class Console:
    """Prints what the machine says, line by line, and waits for what it should say. time_limit (seconds) is for all together."""

    def __init__(self, time_limit: int) -> None:
        self._deadline = time.monotonic() + time_limit
        self._time_limit = time_limit
        self._started = time.monotonic()
        self._transcript = Transcript()
        self._process: pexpect.spawn | None = None

    def start(self, command: list[str]) -> None:
        self._started = time.monotonic()
        self._process = pexpect.spawn(
            command[0], command[1:], encoding="utf-8", codec_errors="replace", echo=False,
            # Without a window pexpect searches everything since the last match, whenever a few bytes arrive.
            searchwindowsize=4000, dimensions=(50, 400),
        )
        self._process.logfile_read = self._transcript

    def stop(self) -> None:
        """Kills the machine if it still runs."""
        if self._process:
            self._process.close(force=True)
        self._transcript.end()

    def seconds(self) -> float:
        """Since the machine was switched on."""
        return time.monotonic() - self._started

    def last_lines(self, count: int) -> list[str]:
        return list(self._transcript.lines)[-count:]

    def send_line(self, text: str) -> None:
        self._process.sendline(text)

    def wait_for(self, *patterns: str, what: str) -> re.Match:
        """Waits for the first of the patterns (regular expressions); what says it in words."""
        expected = [*patterns, *HOPELESS, pexpect.EOF, pexpect.TIMEOUT]
        found = self._process.expect(expected, timeout=max(0, self._deadline - time.monotonic()))
        if found < len(patterns):
            return self._process.match
        if expected[found] is pexpect.TIMEOUT:
            raise BootFailure(f"there was no {what} within {self._time_limit} s from the start.")
        if expected[found] is pexpect.EOF:
            raise BootFailure(f"QEMU ended before there was {what}.")
        raise BootFailure(HOPELESS[expected[found]])

    def wait_for_end(self, what: str) -> None:
        """Waits until QEMU ends by itself."""
        found = self._process.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=max(0, self._deadline - time.monotonic()))
        if found:
            raise BootFailure(f"there was no {what} within {self._time_limit} s from the start.")
        self._process.close()
        if self._process.exitstatus:
            raise BootFailure(f"QEMU failed with exit status {self._process.exitstatus}.")


class Transcript:
    """A file to pexpect: prints complete lines without escape sequences, and keeps the last ones."""

    def __init__(self) -> None:
        self.lines: deque[str] = deque(maxlen=200)
        self._unfinished = ""

    def write(self, text: str) -> None:
        *complete, self._unfinished = (self._unfinished + text).split("\n")
        for line in complete:
            self._print(line)

    def flush(self) -> None:
        sys.stdout.flush()

    def end(self) -> None:
        if self._unfinished:
            self._print(self._unfinished)
        self._unfinished = ""

    def _print(self, line: str) -> None:
        line = ESCAPE_SEQUENCE.sub("", line).rstrip("\r")
        self.lines.append(line)
        print(line, flush=True)
