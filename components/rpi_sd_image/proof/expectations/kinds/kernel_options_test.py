from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.kernel_options import KernelOptions

SYSTEM = MemorySystem({"/boot/config-6": "CONFIG_A=y\nCONFIG_B=m\nCONFIG_C=17\n"})


class Configured(TestCase):
    def test_as_wanted(self) -> None:
        self.assertEqual(judged(KernelOptions, SYSTEM, kernel_options=["A", "B", "A=y", "C=17", "D=n"]), [])

    def test_not_as_wanted(self) -> None:
        self.assertEqual(
            judged(KernelOptions, SYSTEM, kernel_options=["D", "B=y", "A=n", "C"]),
            [
                "CONFIG_D: expected y or m, found n",
                "CONFIG_B: expected y, found m",
                "CONFIG_A: expected n, found y",
                "CONFIG_C: expected y or m, found 17",
            ],
        )
