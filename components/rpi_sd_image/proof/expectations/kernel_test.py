import gzip
from unittest import TestCase

from testing.memory_system import MemorySystem

from expectations.kernel import kernel_image, options, release
from systems.system import Unreadable

KERNEL = bytes(0x38) + b"ARM\x64" + b"Linux version 6.12.9-v8 (builder) #1"


def system(kernel: bytes, config: str = "kernel=kernel8.img") -> MemorySystem:
    return MemorySystem({"/boot/firmware/config.txt": config, "/boot/firmware/kernel8.img": kernel})


class Kernel(TestCase):
    def test_packed_or_not(self) -> None:
        self.assertEqual(kernel_image(system(KERNEL)), KERNEL)
        self.assertEqual(kernel_image(system(gzip.compress(KERNEL), config="")), KERNEL)

    def test_the_one_for_all_boards_counts(self) -> None:
        self.assertEqual(release(system(KERNEL, "[pi4]\nkernel=none.img")), "6.12.9-v8")

    def test_what_is_none(self) -> None:
        for kernel, message in (
            (b"kernel", "/boot/firmware/kernel8.img is no Linux kernel for arm64"),
            (gzip.compress(KERNEL)[:-9], "/boot/firmware/kernel8.img is damaged: "),
        ):
            with self.subTest(message=message), self.assertRaises(Unreadable) as caught:
                kernel_image(system(kernel))
            self.assertIn(message, str(caught.exception))

    def test_one_that_does_not_say_its_version(self) -> None:
        with self.assertRaisesRegex(Unreadable, "does not say its version"):
            release(system(bytes(0x38) + b"ARM\x64"))


class Options(TestCase):
    def test_names_and_values(self) -> None:
        config = '# CONFIG_OFF is not set\nCONFIG_A=y\nCONFIG_B_2=m\nCONFIG_N=17\nCONFIG_S="x=y"\n'
        found = options(MemorySystem({"/boot/config-6.12": config}))
        self.assertEqual(found, {"A": "y", "B_2": "m", "N": "17", "S": '"x=y"'})

    def test_there_has_to_be_one(self) -> None:
        for files, there in (({}, "there is none"), ({"/boot/config-1": "", "/boot/config-2": ""}, "config-1, /boot/")):
            with self.subTest(there=there), self.assertRaisesRegex(Unreadable, there):
                options(MemorySystem(files))
