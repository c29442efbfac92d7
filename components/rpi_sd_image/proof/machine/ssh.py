"""An SSH connection that is kept open, because a handshake takes seconds on an emulated board."""

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
# The exit status of ssh itself.
NO_CONNECTION = 255
# The time that an emulated system may take from closing its sessions to its last message.
GOING_DOWN_SECONDS = 180
OPTIONS = {
    # The first host key is accepted. A different key later is refused.
    "StrictHostKeyChecking": "accept-new",
    "ConnectTimeout": "60",
    "ServerAliveInterval": "30",
    "ServerAliveCountMax": "6",
    "LogLevel": "ERROR",
    "PreferredAuthentications": "publickey,password,keyboard-interactive",
    "NumberOfPasswordPrompts": "1",
    "IdentitiesOnly": "yes",
}


class Outcome(NamedTuple):
    """The result of a command: exit status, stdout and stderr."""

    status: int
    output: str
    errors: str


def goes_on(_seconds: float) -> None:
    """The default for expect_end: nothing can tell whether the system is going down."""


class Ssh:
    """Runs commands on a system as one user. It logs in with identity (the file of a private key) or password."""

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
        """expect_end: called when the connection is lost; raises WentDown if the system ends within these seconds
        patient: tries again after a refusal, because the key may be added later
        """
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
        """Tries until the connection is made. Raises BootFailure if it is refused or takes too long."""
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

    def refusal(self) -> str:
        """Tries to connect, and returns what the server says. Raises BootFailure if the login succeeds, or fails for
        another reason."""
        try:
            self.connect()
        except BootFailure as failure:
            if "Permission denied" not in str(failure):
                raise
            return str(failure)
        self.disconnect()
        raise BootFailure("the login succeeded")

    def expect_end(self, seconds: float = GOING_DOWN_SECONDS) -> None:
        """Call this if the system seems to be going down. Raises WentDown if it does."""
        self._expect_end(seconds)

    def forward(self, address: str, port: int, inside: int) -> None:
        """Forwards a local address and port to a port inside of the system while the connection is open."""
        forwarding = ["-O", "forward", "-L", f"{address}:{port}:127.0.0.1:{inside}"]
        subprocess.run([*self._command, *forwarding, self._host], capture_output=True, check=True)

    def disconnect(self) -> None:
        subprocess.run([*self._command, "-O", "exit", self._host], capture_output=True, check=False)

    def run(self, command: str, given: bytes | None = None, root: bool = False) -> str:
        """Returns the stdout of a shell command. Raises BootFailure if the command fails."""
        status, output, errors = self.outcome(command, given, root)
        if status:
            said = errors or output or "no output"
            raise BootFailure(f"`{first_line(command)}` failed with exit status {status}: {said}")
        return output

    def outcome(self, command: str, given: bytes | None = None, root: bool = False) -> Outcome:
        """Returns exit status, stdout and stderr of a shell command. Raises BootFailure if it takes too long."""
        try:
            result = subprocess.run(
                self._remote(command, root),
                input=given if given is not None else b"",
                capture_output=True,
                check=False,
                timeout=self._limit.left(),
            )
        except subprocess.TimeoutExpired:
            late = f"was still running {self._limit.seconds} s after switching on."
            raise BootFailure(f"`{first_line(command)}` {late}") from None
        if result.returncode == NO_CONNECTION:
            self.expect_end()
        output, errors = (stream.decode(errors="replace").strip() for stream in (result.stdout, result.stderr))
        return Outcome(result.returncode, output, errors)

    def lines(self, command: str, root: bool = False, accepted: tuple[int, ...] = (0,)) -> Iterator[str]:
        """Yields the lines of a shell command's stdout as they arrive. Raises BootFailure if the exit status is not in
        accepted."""
        with subprocess.Popen(
            self._remote(command, root),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        ) as process:
            # For the type checker: both are pipes.
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
            # Not on the command line, which other processes can read, and not over a terminal, because closing it would
            # also close the connection.
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
    """Whether the reason is final, so that another attempt would fail as well."""
    final = ("Permission denied", "Host key verification failed", "REMOTE HOST IDENTIFICATION")
    return any(text in reason for text in final)


def first_line(command: str) -> str:
    return command.strip().split("\n")[0]
