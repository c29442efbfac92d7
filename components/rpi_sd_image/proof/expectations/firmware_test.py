from unittest import TestCase

from testing.memory_system import MemorySystem

from expectations.boards import BOARDS
from expectations.firmware import Chosen, chosen, chosen_of

CM4 = BOARDS["CM4"]


def everything(_name: str) -> bool:
    return True


class Firmware(TestCase):
    def test_defaults(self) -> None:
        self.assertEqual(
            chosen(BOARDS["Pi 3 B"], {}, everything), Chosen("kernel8.img", "bcm2710-rpi-3-b.dtb", None, "cmdline.txt")
        )

    def test_mainline_names(self) -> None:
        self.assertEqual(
            chosen(BOARDS["Pi 3 B"], {"upstream_kernel": "1"}, everything).device_tree, "bcm2837-rpi-3-b.dtb"
        )
        self.assertEqual(
            chosen(BOARDS["Pi 3 B"], {"upstream_kernel": "0"}, everything).device_tree, "bcm2710-rpi-3-b.dtb"
        )

    def test_all_set(self) -> None:
        settings = {"kernel": "k.img", "device_tree": "d.dtb", "initramfs": "i.img followkernel", "cmdline": "a.txt"}
        self.assertEqual(chosen(BOARDS["Pi 3 B"], settings, everything), Chosen("k.img", "d.dtb", "i.img", "a.txt"))

    def test_an_initramfs_without_a_name_is_ignored(self) -> None:
        self.assertIsNone(chosen(BOARDS["Pi 3 B"], {"initramfs": ""}, everything).initramfs)

    def test_filters_of_the_board_apply(self) -> None:
        system = MemorySystem({"/boot/firmware/config.txt": "upstream_kernel=1\n[cm4]\ndevice_tree=cm4-io.dtb\n"})
        self.assertEqual(chosen_of(system, CM4).device_tree, "cm4-io.dtb")
        self.assertEqual(chosen_of(system, BOARDS["Pi 3 B"]).device_tree, "bcm2837-rpi-3-b.dtb")

    def test_a_prefix_is_put_before_all_names(self) -> None:
        settings = {"os_prefix": "previous/", "initramfs": "i.img followkernel"}
        self.assertEqual(
            chosen(BOARDS["Pi 3 B"], settings, everything),
            Chosen("previous/kernel8.img", "previous/bcm2710-rpi-3-b.dtb", "previous/i.img", "previous/cmdline.txt"),
        )

    def test_a_prefix_without_a_kernel_or_device_tree_is_ignored(self) -> None:
        for there in ({"previous/kernel8.img"}, {"previous/bcm2710-rpi-3-b.dtb"}):
            with self.subTest(there=there):
                self.assertEqual(
                    chosen(BOARDS["Pi 3 B"], {"os_prefix": "previous/"}, there.__contains__).kernel, "kernel8.img"
                )
