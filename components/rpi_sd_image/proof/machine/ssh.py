"""One connection over SSH, kept open: a handshake takes an emulated board seconds."""

import os
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from machine.failure import BootFailure
from machine.time_limit import TimeLimit

PAUSE_SECONDS = 2
# What ssh itself ends with.
NO_CONNECTION = 255
# As long as an emulated system takes from ending its sessions to its last word.
GOING_DOWN_SECONDS = 180
OPTIONS = {
    # A system that is not the one that we talked to before is not trusted. Its first key is.
    "StrictHostKeyChecking": "accept-new",
    "ConnectTimeout": "60",
    "ServerAliveInterval": "30",
    "ServerAliveCountMax": "6",
    "LogLevel": "ERROR",
    "PreferredAuthentications": "publickey,password",
    "NumberOfPasswordPrompts": "1",
    "IdentitiesOnly": "yes",
}


class Outcome(NamedTuple):
    """What became of a command."""

    status: int
    output: str
    errors: str


def goes_on(_seconds: float) -> None:
    """Of a system of which nobody knows whether it ends."""


class Ssh:
    """Commands on a system as one user of it. With identity (a private key's file) or password."""

    def __init__(
        self,
        host: str,
        port: int,
        user: str,
        scratch: Path,
        limit: TimeLimit,
        identity: Path | None = None,
        password: str | None = None,
        expect_end: Callable[[float], None] = goes_on,
        patient: bool = False,
    ) -> None:
        """expect_end is asked when the connection is lost: it raises if the system ends. patient: a refusal may be no
        last word."""
        self.user = user
        self._expect_end, self._patient = expect_end, patient
        self._host, self._port = host, port
        self._limit = limit
        self._password = password
        self._askpass = scratch / "askpass"
        self._askpass.write_text("#!/bin/sh\nprintenv SSH_PASSWORD\n")
        self._askpass.chmod(0o700)
        options = {
            **OPTIONS,
            "UserKnownHostsFile": scratch / "known_hosts",
            "ControlPath": scratch / "ssh-connection",
            "IdentityFile": identity or "none",
            "PubkeyAuthentication": "yes" if identity else "no",
            "PasswordAuthentication": "yes" if password else "no",
        }
        self._command = ["ssh", "-p", str(port), "-l", user, *(f"-o{name}={value}" for name, value in options.items())]

    def connect(self) -> None:
        """Tries until there is a connection, or there is no hope for one."""
        while True:
            master = [*self._command, "-M", "-N", "-f", self._host]
            try:
                result = self._with_password(master, self._limit.left())
            except subprocess.TimeoutExpired:
                raise self._unreachable("no answer") from None
            if result.returncode == 0:
                return
            reason = result.stderr.strip().splitlines()[-1:] or [f"exit status {result.returncode}"]
            self._expect_end(PAUSE_SECONDS)
            if (refused(reason[0]) and not self._patient) or self._limit.left() < PAUSE_SECONDS:
                raise self._unreachable(reason[0])
            time.sleep(PAUSE_SECONDS)

    def expect_end(self, seconds: float = GOING_DOWN_SECONDS) -> None:
        """To be called when the system seems to go down: raises WentDown if it does."""
        self._expect_end(seconds)

    def forward(self, address: str, port: int) -> None:
        """Lets others reach the system's SSH server at an address of ours, as long as the connection stands."""
        forwarding = ["-O", "forward", "-L", f"{address}:{port}:127.0.0.1:22"]
        subprocess.run([*self._command, *forwarding, self._host], capture_output=True, check=True)

    def disconnect(self) -> None:
        subprocess.run([*self._command, "-O", "exit", self._host], capture_output=True, check=False)

    def run(self, command: str, given: bytes | None = None, root: bool = False) -> str:
        """What a shell command prints; it fails when the command does."""
        status, output, errors = self.outcome(command, given, root)
        if status:
            said = errors or output or "it said nothing"
            raise BootFailure(f"`{first_line(command)}` failed with exit status {status}: {said}")
        return output

    def outcome(self, command: str, given: bytes | None = None, root: bool = False) -> Outcome:
        """Exit status, standard output and standard error of a shell command."""
        try:
            result = subprocess.run(
                self._remote(command, root),
                input=given if given is not None else b"",
                capture_output=True,
                check=False,
                timeout=self._limit.left(),
            )
        except subprocess.TimeoutExpired:
            late = f"had not ended {self._limit.seconds} s after switching on."
            raise BootFailure(f"`{first_line(command)}` {late}") from None
        if result.returncode == NO_CONNECTION:
            self.expect_end()
        output, errors = (stream.decode(errors="replace").strip() for stream in (result.stdout, result.stderr))
        return Outcome(result.returncode, output, errors)

    def lines(self, command: str, root: bool = False, accepted: tuple[int, ...] = (0,)) -> Iterator[str]:
        """What a shell command prints, line by line as it comes; it fails unless the exit status is one of accepted."""
        with subprocess.Popen(
            self._remote(command, root),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        ) as process:
            # Both are pipes.
            assert process.stdout is not None and process.stderr is not None
            yield from process.stdout
            errors = process.stderr.read().strip()
        if process.returncode == NO_CONNECTION:
            self.expect_end()
        if process.returncode not in accepted:
            raise BootFailure(f"`{first_line(command)}` failed with exit status {process.returncode}: {errors}")

    def _remote(self, command: str, root: bool) -> list[str]:
        if root:
            command = f"sudo -n sh -c {shlex.quote(command)}"
        return [*self._command, self._host, command]

    def _with_password(self, command: list[str], timeout: float) -> subprocess.CompletedProcess[str]:
        environment = dict(os.environ)
        if self._password:
            # Not on the command line, which others can read; and not over a terminal, whose end would be that of the
            # connection that is to stay.
            environment |= {
                "SSH_ASKPASS": str(self._askpass),
                "SSH_ASKPASS_REQUIRE": "force",
                "SSH_PASSWORD": self._password,
            }
        return subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=timeout,
        )

    def _unreachable(self, reason: str) -> BootFailure:
        return BootFailure(f"{self.user} could not log in over SSH at {self._host} port {self._port}: {reason}")


def refused(reason: str) -> bool:
    """Whether trying again would come to the same."""
    final = ("Permission denied", "Host key verification failed", "REMOTE HOST IDENTIFICATION")
    return any(text in reason for text in final)


def first_line(command: str) -> str:
    return command.strip().split("\n")[0]
