from collections.abc import Iterator, Mapping

from expectations.boards import BOARDS, Board, Radio
from expectations.kinds.boards import check_names
from expectations.kinds.forms import Texts
from expectations.kinds.kind import Kind, Required
from systems.system import System

FIRMWARE = "/usr/lib/firmware/brcm"
# As the kernel looks for it.
COMPRESSED = ("", ".xz", ".zst")


class Radios(Kind):
    """Firmware for the boards' Wi-Fi and Bluetooth chips. It has one of the names that the drivers ask for: with the
    board's name, as in its device tree, or without."""

    name = "radios"
    boards = Required(Texts(), f"some of {', '.join(BOARDS)}", key="radios")

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        check_names(cls.boards.read(data))

    def judge(self, system: System) -> Iterator[str]:
        for name in self.boards:
            board = BOARDS[name]
            for chip, ending in files_of(board.radio) if board.radio else ():
                if not any(is_there(system, file) for file in asked_for(board, chip, ending)):
                    yield f"{name}: {FIRMWARE}/{chip}.{ending} is not there, nor one with the board's name"


def files_of(radio: Radio) -> list[tuple[str, str]]:
    """Returns the files that the drivers cannot do without: program and settings for Wi-Fi, patches for Bluetooth."""
    return [(radio.wifi, "bin"), (radio.wifi, "txt"), (radio.bluetooth, "hcd")]


def asked_for(board: Board, chip: str, ending: str) -> Iterator[str]:
    for compatible in board.compatible:
        yield f"{FIRMWARE}/{chip}.{compatible}.{ending}"
    yield f"{FIRMWARE}/{chip}.{ending}"


def is_there(system: System, path: str) -> bool:
    return any((entry := system.entry(path + ending)) is not None and entry.size > 0 for ending in COMPRESSED)
