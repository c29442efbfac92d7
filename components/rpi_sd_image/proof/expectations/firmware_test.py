from unittest import TestCase

from testing.memory_system import MemorySystem

from expectations.boards import BOARDS, PI_3_B
from expectations.firmware import Chosen, chosen, settings_of

CM4 = BOARDS["CM4"]


class Firmware(TestCase):
    def test_defaults(self) -> None:
        self.assertEqual(chosen(PI_3_B, {}), Chosen("kernel8.img", "bcm2710-rpi-3-b.dtb", None))

    def test_mainline_names(self) -> None:
        self.assertEqual(chosen(PI_3_B, {"upstream_kernel": "1"}).device_tree, "bcm2837-rpi-3-b.dtb")
        self.assertEqual(chosen(PI_3_B, {"upstream_kernel": "0"}).device_tree, "bcm2710-rpi-3-b.dtb")

    def test_all_set(self) -> None:
        settings = {"kernel": "k.img", "device_tree": "d.dtb", "initramfs": "i.img followkernel"}
        self.assertEqual(chosen(PI_3_B, settings), Chosen("k.img", "d.dtb", "i.img"))

    def test_an_initramfs_without_a_name_is_ignored(self) -> None:
        self.assertIsNone(chosen(PI_3_B, {"initramfs": ""}).initramfs)

    def test_filters_of_the_board_apply(self) -> None:
        system = MemorySystem({"/boot/firmware/config.txt": "upstream_kernel=1\n[cm4]\ndevice_tree=cm4-io.dtb\n"})
        self.assertEqual(chosen(CM4, settings_of(system, CM4)).device_tree, "cm4-io.dtb")
        self.assertEqual(chosen(PI_3_B, settings_of(system, PI_3_B)).device_tree, "bcm2837-rpi-3-b.dtb")
