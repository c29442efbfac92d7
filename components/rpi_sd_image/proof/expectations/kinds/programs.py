import struct
from collections.abc import Iterator
from types import SimpleNamespace

from expectations.kinds.kind import Choice, Kind, Paths
from systems.system import System

# e_machine of an ELF header, by Debian's names.
MACHINES = {"amd64": 62, "arm64": 183, "armhf": 40, "i386": 3}
HEADER = 20


class Programs(Kind):
    """Programs and libraries: all that are there are for one kind of processor."""

    name = "programs"
    fields = {
        "programs": Paths("the directories, with what is below them", required=True),
        "architecture": Choice("Debian's name of what they are for", tuple(MACHINES), required=True),
        "except": Paths("what is left out", default=[]),
    }

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        left_out = {path for pattern in vars(want)["except"] for path in system.glob(pattern)}
        names = {number: name for name, number in MACHINES.items()}
        found = 0
        for top in sorted({system.real_path(path) for pattern in want.programs for path in system.glob(pattern)}):
            for entry in system.walk(top):
                if not entry.is_file or entry.size < HEADER or entry.path in left_out:
                    continue
                header = system.content(entry.path, HEADER)
                if not header.startswith(b"\x7fELF"):
                    continue
                found += 1
                (machine,) = struct.unpack_from("<H" if header[5] == 1 else ">H", header, 18)
                if machine != MACHINES[want.architecture]:
                    yield f"{entry.path}: expected it to be for {want.architecture}, it is for {names.get(machine, f'machine {machine}')}"
        if not found:
            yield f"there are no programs in {', '.join(want.programs)}"
