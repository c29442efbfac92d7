import struct
from collections.abc import Iterator
from types import SimpleNamespace

from expectations.boards import BOARDS, Board
from expectations.kernel import BOOT, firmware_settings
from expectations.kinds.kind import Kind, Texts, as_list
from expectations.mistake import Mistake, closest
from systems.system import System

DEVICE_TREE_MAGIC = 0xD00DFEED


class Boards(Kind):
    """Boards that can boot: firmware, kernel and a device tree under the name that the firmware asks for (Linux's own when config.txt has
    `upstream_kernel=1`, otherwise the Raspberry Pi's), a whole one that is for this board."""

    name = "boards"
    fields = {"boards": Texts(f"some of {', '.join(BOARDS)}", required=True)}

    def check(self, data: dict) -> None:
        for name in as_list(data["boards"]):
            if name not in BOARDS:
                raise Mistake(f"there is no board '{name}': {closest(name, BOARDS)}")

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        for name in want.boards:
            board = BOARDS[name]
            settings = firmware_settings(system, board.filters)
            needed = [*board.firmware, settings.get("kernel", "kernel8.img")]
            if "initramfs" in settings:
                needed.append(settings["initramfs"].split()[0])
            for file in needed:
                entry = system.entry(f"{BOOT}/{file}")
                if entry is None or entry.size == 0:
                    yield f"{name}: {BOOT}/{file} is {'not there' if entry is None else 'empty'}"
            yield from (f"{name}: {problem}" for problem in judge_device_tree(system, board, settings))


def judge_device_tree(system: System, board: Board, settings: dict[str, str]) -> Iterator[str]:
    default = board.mainline if settings.get("upstream_kernel") == "1" else board.raspberry_pi
    path = f"{BOOT}/{settings.get('device_tree', default)}"
    if system.entry(path) is None:
        yield f"the device tree {path} is not there"
        return
    tree = system.read(path)
    if len(tree) < 8 or struct.unpack_from(">II", tree) != (DEVICE_TREE_MAGIC, len(tree)):
        yield f"{path} is no device tree, or not a whole one"
    elif not any(f"{compatible}\0".encode() in tree for compatible in board.compatible):
        yield f"{path} is not for this board: expected one for {' or '.join(board.compatible)}"
