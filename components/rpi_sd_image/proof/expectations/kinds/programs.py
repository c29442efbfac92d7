import struct
from collections.abc import Iterator

from expectations.kinds.forms import Choice, Paths
from expectations.kinds.kind import Default, Kind, Required
from systems.system import System

# e_machine of an ELF header, by Debian's name of the architecture.
MACHINES = {"amd64": 62, "arm64": 183, "armhf": 40, "i386": 3}
NAMES = {number: name for name, number in MACHINES.items()}
HEADER = 20


class Programs(Kind):
    """Programs and libraries. All are for the same architecture."""

    name = "programs"
    programs = Required(Paths(), "the directories; everything below them is checked")
    architecture = Required(Choice(*MACHINES), "Debian's name of the architecture")
    left_out = Default(Paths(), "files to leave out", [], key="except")

    def judge(self, system: System) -> Iterator[str]:
        left_out = {path for pattern in self.left_out for path in system.glob(pattern)}
        wanted, found = self.architecture, 0
        for top in directories(system, self.programs):
            for entry in system.walk(top):
                if not entry.is_file or entry.size < HEADER or entry.path in left_out:
                    continue
                machine = machine_of(system.content(entry.path, HEADER))
                if machine is None:
                    continue
                found += 1
                if machine != MACHINES[wanted]:
                    is_for = NAMES.get(machine, f"machine {machine}")
                    yield f"{entry.path}: expected it to be for {wanted}, it is for {is_for}"
        if not found:
            yield f"there are no programs in {', '.join(self.programs)}"


def directories(system: System, patterns: list[str]) -> list[str]:
    """Returns the directories without duplicates, with links resolved."""
    real = {system.real_path(path) for pattern in patterns for path in system.glob(pattern)}
    return sorted(path for path in real if path is not None)


def machine_of(header: bytes) -> int | None:
    """Returns e_machine from the first HEADER bytes of a file, or None if it is not an ELF file."""
    if not header.startswith(b"\x7fELF"):
        return None
    (machine,) = struct.unpack_from("<H" if header[5] == 1 else ">H", header, 18)
    return machine
