"""When the units of systemd were started, as systemd-analyze knows it."""

import json
from typing import TypedDict

from machine.failure import BootFailure
from machine.ssh import Ssh

# Others take no time.
SUFFIXES = (".service", ".mount", ".swap", ".target")
COMMAND = "systemd-analyze plot --json=short --no-legend"


class Unit(TypedDict):
    """A unit that was started. begins and ready are seconds since the kernel started."""

    name: str
    begins: float
    ready: float


class StartedUnits(TypedDict):
    """The units of one start of the system, in the order in which they began. phase is the part of the run."""

    phase: str
    units: list[Unit]


def started_units(ssh: Ssh) -> list[Unit]:
    """Asks a system that is up. Raises BootFailure if systemd-analyze does not answer as it does."""
    return read(ssh.run(COMMAND))


def read(table: str) -> list[Unit]:
    """Reads what systemd-analyze prints. It gives times in microseconds."""
    try:
        rows = [
            (str(row["name"]), int(row["activating"]), int(row["activated"]))
            for row in json.loads(table)
            if str(row["name"]).endswith(SUFFIXES)
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise BootFailure(f"`{COMMAND}` says something unknown ({error!r}): {table[:200]}") from None
    units = [Unit(name=name, begins=begins / 1e6, ready=ready / 1e6) for name, begins, ready in rows]
    return sorted(units, key=lambda unit: unit["begins"])
