import struct
from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.boards import BOARDS
from expectations.kinds.boards import Boards


def tree(compatible: str) -> bytes:
    rest = f"{compatible}\0".encode()
    return struct.pack(">II", 0xD00DFEED, 8 + len(rest)) + rest


def system(config: str = "", **others: bytes) -> MemorySystem:
    files = {name: b"x" for board in BOARDS.values() for name in (*board.firmware, "kernel8.img")}
    files |= {board.raspberry_pi: tree(board.compatible[0]) for board in BOARDS.values()}
    # Two boards share this tree.
    files["bcm2710-rpi-3-b-plus.dtb"] = tree("raspberrypi,3-model-b-plus")
    files |= {"config.txt": config.encode(), **others}
    return MemorySystem({f"/boot/firmware/{name}": content for name, content in files.items()})


class BoardsThatBoot(TestCase):
    def test_all(self) -> None:
        self.assertEqual(judged(Boards, system(), boards=list(BOARDS)), [])

    def test_problems(self) -> None:
        for config, others, problem in (
            ("kernel=none.img", {}, "/boot/firmware/none.img is not there"),
            ("", {"start.elf": b""}, "/boot/firmware/start.elf is empty"),
            ("initramfs i.img followkernel", {}, "/boot/firmware/i.img is not there"),
            ("upstream_kernel=1", {}, "the device tree /boot/firmware/bcm2837-rpi-3-b.dtb is not there"),
            (
                "",
                {"bcm2710-rpi-3-b.dtb": tree("raspberrypi,3-model-b")[:-1]},
                "/boot/firmware/bcm2710-rpi-3-b.dtb is not a device tree, or it is cut off",
            ),
            (
                "[pi3]\ndevice_tree=bcm2711-rpi-400.dtb",
                {},
                "/boot/firmware/bcm2711-rpi-400.dtb is not for this board: expected one for raspberrypi,3-model-b",
            ),
        ):
            with self.subTest(problem=problem):
                self.assertEqual(judged(Boards, system(config, **others), boards="Pi 3 B"), [f"Pi 3 B: {problem}"])

    def test_settings_of_another_board_do_not_matter(self) -> None:
        there = system("[pi4]\ndevice_tree=none.dtb")
        self.assertEqual(judged(Boards, there, boards="Pi 3 B"), [])
        self.assertEqual(
            judged(Boards, there, boards="Pi 400"), ["Pi 400: the device tree /boot/firmware/none.dtb is not there"]
        )
