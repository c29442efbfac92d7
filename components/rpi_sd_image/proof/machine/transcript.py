import re
import sys

ESCAPE_SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z^_])")


class Transcript:
    """The log file for pexpect. It stores and prints complete lines, without escape sequences."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.unfinished = ""

    def write(self, text: str, /) -> None:
        *complete, self.unfinished = (self.unfinished + text).split("\n")
        for line in complete:
            self._add(line)

    def flush(self) -> None:
        sys.stdout.flush()

    def end(self) -> None:
        if self.unfinished:
            self._add(self.unfinished)
        self.unfinished = ""

    def _add(self, text: str) -> None:
        line = ESCAPE_SEQUENCE.sub("", text).rstrip("\r")
        self.lines.append(line)
        print(line, flush=True)
