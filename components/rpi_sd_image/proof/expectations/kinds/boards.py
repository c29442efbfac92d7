import struct
from collections.abc import Iterator, Mapping

from expectations.boards import BOARDS, Board
from expectations.firmware import BOOT, chosen_of
from expectations.kinds.forms import Texts
from expectations.kinds.kind import Kind, Required
from expectations.mistake import Mistake, closest
from systems.system import System

DEVICE_TREE_MAGIC = 0xD00DFEED


class Boards(Kind):
    """Boards that can boot. Each has its firmware, a kernel and a complete device tree for this board. The device tree
    has the name that the firmware asks for: the one in mainline Linux if config.txt has `upstream_kernel=1`, otherwise
    the Raspberry Pi's."""

    name = "boards"
    boards = Required(Texts(), f"some of {', '.join(BOARDS)}")

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        check_names(cls.boards.read(data))

    def judge(self, system: System) -> Iterator[str]:
        for name in self.boards:
            yield from (f"{name}: {problem}" for problem in judge_board(system, BOARDS[name]))


def check_names(names: list[str]) -> None:
    """Raises Mistake if one is not the name of a board."""
    for name in names:
        if name not in BOARDS:
            raise Mistake(f"there is no board '{name}': {closest(name, BOARDS)}")


def judge_board(system: System, board: Board) -> Iterator[str]:
    files = chosen_of(system, board)
    for file in [*board.firmware, files.kernel, *([files.initramfs] if files.initramfs else [])]:
        entry = system.entry(f"{BOOT}/{file}")
        if entry is None or entry.size == 0:
            yield f"{BOOT}/{file} is {'not there' if entry is None else 'empty'}"
    yield from judge_device_tree(system, f"{BOOT}/{files.device_tree}", board.compatible)


def judge_device_tree(system: System, path: str, compatible: tuple[str, ...]) -> Iterator[str]:
    if system.entry(path) is None:
        yield f"the device tree {path} is not there"
        return
    tree = system.read(path)
    if len(tree) < 8 or struct.unpack_from(">II", tree) != (DEVICE_TREE_MAGIC, len(tree)):
        yield f"{path} is not a device tree, or it is cut off"
    elif not any(f"{name}\0".encode() in tree for name in compatible):
        yield f"{path} is not for this board: expected one for {' or '.join(compatible)}"
