"""The system that booted: what we do in it, over its serial console."""

import re
import shlex

from checks import Checks
from console import Console
from failure import BootFailure

DIRECTORY = "/tmp/boot-test"
# What guest-checks.sh has to report on; a check that says nothing has not passed.
GROUPS = {
    "system": {"system state", "host name", "boot partition", "root size"},
    "docker": {
        "docker service",
        "docker info",
        "container without network",
        "container on the bridge",
        "container with a memory limit",
        "docker compose",
    },
}
# The payload is the only disk beside the card; USB takes its time to find it.
UNPACK = f"""
for second in $(seq 120); do [ -b /dev/sda ] && break; sleep 1; done
mkdir -p {DIRECTORY} && sudo -n tar -xf /dev/sda -C {DIRECTORY}
"""


class Guest:
    def __init__(self, console: Console) -> None:
        self._console = console

    def log_in(self, user: str, password: str) -> None:
        self._console.wait_for(r"login: ", what="login prompt")
        self._console.send_line(user)
        self._console.wait_for(r"Password: ", what="password prompt")
        self._console.send_line(password)
        answer = self._console.wait_for(r"@\S+?:\S*[$#] ", r"Login (incorrect|timed out)", what="shell prompt")
        if answer.group().startswith("Login"):
            raise BootFailure(f"{user} could not log in: {answer.group()}.")
        # Our own commands need not appear on the console, and the kernel's messages not between their output.
        self.run("stty -echo; PS1=; sudo -n dmesg --console-level err")

    def run(self, command: str) -> None:
        """Runs a shell command to its end; it fails when the command does."""
        self._console.send_line(f"{command.strip()}; echo '@done' $?".replace("\n", "; "))
        status = self._console.wait_for(r"@done (\d+)", what=f"end of `{first_line(command)}`").group(1)
        if status != "0":
            raise BootFailure(f"`{first_line(command)}` failed with exit status {status}.")

    def unpack_payload(self) -> None:
        self.run(UNPACK)

    def run_checks(self, group: str, checks: Checks, **environment: object) -> None:
        """Runs a group of the checks in guest-checks.sh, which prints a line for each."""
        assignments = " ".join(f"{name}={shlex.quote(str(value))}" for name, value in environment.items())
        missing = set(GROUPS[group])
        started = self._console.seconds()
        self._console.send_line(f"{assignments} sh {DIRECTORY}/guest-checks.sh {group}; echo '@done' $?")
        while True:
            line = self._console.wait_for(
                r"@check ([^|\r\n]*)\|(ok|failed)\|([^\r\n]*)[\r\n]", r"@done \d+", what=f"end of the checks of {group}"
            )
            if line.group().startswith("@done"):
                break
            name, result, detail = line.groups()
            checks.add(name, result == "ok", detail, self._console.seconds() - started)
            missing.discard(name)
            started = self._console.seconds()
        if missing:
            raise BootFailure(f"no result came for: {', '.join(sorted(missing))}.")

    def power_off(self) -> None:
        self._console.send_line("sudo -n poweroff")
        self._console.wait_for_end(what="power-off")


def first_line(command: str) -> str:
    return re.split(r"[\n;]", command.strip())[0]
