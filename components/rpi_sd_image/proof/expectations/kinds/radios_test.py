from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.boards import BOARDS
from expectations.kinds.radios import Radios

PI_400 = ("brcmfmac43456-sdio.bin", "brcmfmac43456-sdio.txt", "BCM4345C5.hcd")


def system(*names: str, empty: str = "") -> MemorySystem:
    return MemorySystem({f"/usr/lib/firmware/brcm/{name}": "" if name == empty else "x" for name in names})


class RadiosWithFirmware(TestCase):
    def test_all(self) -> None:
        chips = {radio for board in BOARDS.values() if (radio := board.radio)}
        names = [
            f"{name}" for chip in chips for name in (f"{chip.wifi}.bin", f"{chip.wifi}.txt", f"{chip.bluetooth}.hcd")
        ]
        self.assertEqual(judged(Radios, system(*names), radios=list(BOARDS)), [])

    def test_names(self) -> None:
        for names in (
            PI_400,
            (
                "brcmfmac43456-sdio.bin.xz",
                "brcmfmac43456-sdio.raspberrypi,400.txt",
                "BCM4345C5.raspberrypi,400.hcd.zst",
            ),
        ):
            with self.subTest(names=names):
                self.assertEqual(judged(Radios, system(*names), radios="Pi 400"), [])

    def test_problems(self) -> None:
        for file in PI_400:
            problem = f"Pi 400: /usr/lib/firmware/brcm/{file} is not there, nor one with the board's name"
            with self.subTest(file=file):
                without = system(*(name for name in PI_400 if name != file))
                self.assertEqual(judged(Radios, without, radios="Pi 400"), [problem])
                self.assertEqual(judged(Radios, system(*PI_400, empty=file), radios="Pi 400"), [problem])

    def test_boards_without_a_radio(self) -> None:
        self.assertEqual(judged(Radios, system(), radios="CM3"), [])
