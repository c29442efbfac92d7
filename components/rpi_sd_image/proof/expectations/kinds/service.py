import posixpath
from collections.abc import Iterator
from types import SimpleNamespace

from expectations.kinds.kind import RUNNING, Kind, Texts, Whether
from systems.system import System

ADMINISTRATORS, VENDORS = "/etc/systemd/system", "/usr/lib/systemd/system"


class Service(Kind):
    """Units of systemd (services, timers, sockets ...) that are there and start at boot."""

    name = "service"
    fields = {
        "service": Texts("the unit's name with its ending, or several", required=True),
        "enabled": Whether("whether something that starts at boot wants it", default=True),
        "active": Whether("whether it runs now", places=RUNNING),
    }

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        for unit in want.service:
            masked = is_masked(system, unit)
            if not masked and not unit_file(system, unit):
                yield f"{unit}: there is no such unit"
                continue
            enabled = not masked and is_wanted(system, unit)
            if enabled != want.enabled:
                yield f"{unit}: expected it to be {'enabled' if want.enabled else 'disabled'}, it is {'masked' if masked else 'enabled' if enabled else 'disabled'}"
            if want.active is not None:
                state = system.run(f"systemctl is-active -- '{unit}'", "root", 30).output.strip()
                if (state == "active") != want.active:
                    yield f"{unit}: expected it to be {'active' if want.active else 'inactive'}, it is {state}"


def unit_file(system: System, unit: str) -> str | None:
    """The path of the file that a unit is from; a template's for its instances."""
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
    """Whether a .wants or .requires directory has it, or another name of it that something starts (docker.service for docker.socket's
    sake does not count: a socket is a unit of its own)."""
    return any(
        system.glob(f"{directory}/*.{relation}/{unit}")
        for directory in (ADMINISTRATORS, VENDORS) for relation in ("wants", "requires")
    )
