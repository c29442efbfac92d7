import posixpath
from collections.abc import Iterator

from expectations.kinds.forms import Texts, Whether
from expectations.kinds.kind import RUNNING, Default, Kind, Optional, Required
from systems.system import System

ADMINISTRATORS, VENDORS = "/etc/systemd/system", "/usr/lib/systemd/system"


class Service(Kind):
    """systemd units (services, timers, sockets ...) that exist and start at boot."""

    name = "service"
    service = Required(Texts(), "the full name of the unit, such as `ssh.service`, or several names")
    enabled = Default(Whether(), "whether it is enabled, and so starts at boot", True)
    active = Optional(Whether(), "whether it is running", places=RUNNING)
    exempt = Default(Texts(), "units that are not judged", [], key="except")

    def why_not(self) -> str | None:
        return None if self.judged() else f"{', '.join(self.service)}: excepted"

    def judged(self) -> list[str]:
        """Returns the units, without those that are excepted."""
        return [unit for unit in self.service if unit not in self.exempt]

    def judge(self, system: System) -> Iterator[str]:
        for unit in self.judged():
            masked = is_masked(system, unit)
            if not masked and not unit_file(system, unit):
                yield f"{unit}: there is no such unit"
                continue
            state = "masked" if masked else "enabled" if is_wanted(system, unit) else "disabled"
            if (state == "enabled") != self.enabled:
                yield f"{unit}: expected it to be {'enabled' if self.enabled else 'disabled'}, it is {state}"
            if self.active is not None:
                state = system.run(f"systemctl is-active -- '{unit}'", "root", 30).output.strip()
                if (state == "active") != self.active:
                    yield f"{unit}: expected it to be {'active' if self.active else 'inactive'}, it is {state}"


def unit_file(system: System, unit: str) -> str | None:
    """Returns the path of a unit's file, or None. For an instance of a template, it is the template's file."""
    name, at, rest = unit.partition("@")
    for candidate in [unit, f"{name}@.{rest.rpartition('.')[2]}"] if at else [unit]:
        for directory in (ADMINISTRATORS, VENDORS):
            path = posixpath.join(directory, candidate)
            if system.entry(path):
                return path
    return None


def is_masked(system: System, unit: str) -> bool:
    return system.real_path(posixpath.join(ADMINISTRATORS, unit)) == "/dev/null"


def is_wanted(system: System, unit: str) -> bool:
    """Whether a .wants or .requires directory contains the unit. Being started by a socket does not count."""
    return any(
        system.glob(f"{directory}/*.{relation}/{unit}")
        for directory in (ADMINISTRATORS, VENDORS)
        for relation in ("wants", "requires")
    )
