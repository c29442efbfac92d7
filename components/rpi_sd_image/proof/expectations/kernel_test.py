import gzip
from unittest import TestCase

from testing.memory_system import MemorySystem

from expectations.kernel import kernel_image, options, release
from systems.system import Unreadable

KERNEL = bytes(0x38) + b"ARM\x64" + b"Linux version 6.12.9-v8 (builder) #1"


def system(kernel: bytes, config: str = "kernel=kernel8.img") -> MemorySystem:
    return MemorySystem({"/boot/firmware/config.txt": config, "/boot/firmware/kernel8.img": kernel})


class Kernel(TestCase):
    def test_compressed_or_not(self) -> None:
        self.assertEqual(kernel_image(system(KERNEL)), KERNEL)
        self.assertEqual(kernel_image(system(gzip.compress(KERNEL), config="")), KERNEL)

    def test_the_kernel_for_all_boards_counts(self) -> None:
        self.assertEqual(release(system(KERNEL, "[pi4]\nkernel=none.img")), "6.12.9-v8")

    def test_the_previous_kernel_if_config_txt_says_so(self) -> None:
        both = system(KERNEL, "os_prefix=previous/")
        self.assertEqual(release(both), "6.12.9-v8")
        both.add("/boot/firmware/previous/kernel8.img", KERNEL.replace(b"6.12.9", b"6.12.8"))
        self.assertEqual(release(both), "6.12.8-v8")

    def test_invalid_kernels(self) -> None:
        for kernel, message in (
            (b"kernel", "/boot/firmware/kernel8.img is not a Linux kernel for arm64"),
            (gzip.compress(KERNEL)[:-9], "/boot/firmware/kernel8.img is damaged: "),
        ):
            with self.subTest(message=message), self.assertRaises(Unreadable) as caught:
                kernel_image(system(kernel))
            self.assertIn(message, str(caught.exception))

    def test_a_kernel_without_a_version(self) -> None:
        with self.assertRaisesRegex(Unreadable, "has no version string"):
            release(system(bytes(0x38) + b"ARM\x64"))


class Options(TestCase):
    def test_names_and_values(self) -> None:
        config = '# CONFIG_OFF is not set\nCONFIG_A=y\nCONFIG_B_2=m\nCONFIG_N=17\nCONFIG_S="x=y"\n'
        found = options(MemorySystem({"/boot/config-6.12": config}))
        self.assertEqual(found, {"A": "y", "B_2": "m", "N": "17", "S": '"x=y"'})

    def test_of_several_kernels_the_one_that_the_board_boots(self) -> None:
        several = system(KERNEL)
        several.add("/boot/config-6.12.9-v8", "CONFIG_A=y\n")
        several.add("/boot/config-6.1", "CONFIG_B=y\n")
        self.assertEqual(options(several), {"A": "y"})

    def test_a_file_is_expected(self) -> None:
        others = system(KERNEL)
        others.add("/boot/config-1")
        others.add("/boot/config-2")
        for one, there in ((MemorySystem(), "found none"), (others, "config-1, /boot/")):
            with self.subTest(there=there), self.assertRaisesRegex(Unreadable, there):
                options(one)
