import gzip
import lzma
from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.modules import READ_AT_MOST, Modules, sample

RELEASE = "6.12.9-v8"
FOLDER = f"/usr/lib/modules/{RELEASE}"


def module(release: str = RELEASE) -> bytes:
    return b"\x7fELF\0vermagic=" + release.encode() + b" SMP preempt\0"


def system(**modules: bytes) -> MemorySystem:
    there = MemorySystem(
        {
            "/boot/firmware/config.txt": "",
            "/boot/firmware/kernel8.img": bytes(0x38) + b"ARM\x64" + f"Linux version {RELEASE} (x)".encode(),
            f"/boot/config-{RELEASE}": "",
            f"{FOLDER}/modules.dep": "".join(f"kernel/{name}: \n" for name in modules),
        }
    )
    for name, content in modules.items():
        there.add(f"{FOLDER}/kernel/{name}", content)
    return there


FILES = {"a.ko": module(), "b.ko.xz": lzma.compress(module()), "c.ko.gz": gzip.compress(module()), "d.ko.zst": b"?"}


class KernelModules(TestCase):
    def judged(self, there: MemorySystem) -> list[str]:
        return judged(Modules, there, modules="/usr/lib/modules")

    def test_modules_of_another_kernel_that_is_installed(self) -> None:
        there = system(**FILES)
        there.add("/usr/lib/modules/6.1/modules.dep")
        self.assertEqual(self.judged(there), [f"/usr/lib/modules/6.1 is there, the kernel is {RELEASE}"])
        there.add("/boot/vmlinuz-6.1")
        self.assertEqual(self.judged(there), [])

    def test_as_wanted(self) -> None:
        self.assertEqual(self.judged(system(**FILES)), [])

    def test_modules_of_another_kernel(self) -> None:
        there = system(**{**FILES, "c.ko.gz": gzip.compress(module("6.1")), "e.ko": b"empty"})
        self.assertEqual(
            self.judged(there),
            [
                f"kernel/c.ko.gz is of the kernel 6.1, not {RELEASE}",
                f"kernel/e.ko is of the kernel unknown, not {RELEASE}",
            ],
        )

    def test_the_index(self) -> None:
        there = system(**FILES)
        there.add(f"{FOLDER}/modules.dep", "kernel/a.ko: kernel/b.ko.xz\nkernel/b.ko.xz:\nkernel/x.ko:\n")
        self.assertEqual(
            self.judged(there),
            [
                "modules.dep names kernel/x.ko, which is not there",
                "kernel/c.ko.gz is there, but not in modules.dep",
                "kernel/d.ko.zst is there, but not in modules.dep",
            ],
        )

    def test_other_kernels(self) -> None:
        there = system(**FILES)
        there.release = "6.1"
        there.add_directory("/usr/lib/modules/6.1")
        self.assertEqual(
            self.judged(there),
            [
                f"the running kernel is 6.1, the one on the boot partition is {RELEASE}",
                f"/usr/lib/modules/6.1 is there, the kernel is {RELEASE}",
            ],
        )

    def test_a_sample_of_many(self) -> None:
        many = sample(f"{number:04}.ko" for number in range(1001))
        self.assertEqual((len(many), many[:2]), (334, ["0000.ko", "0003.ko"]))
        self.assertLessEqual(len(many), READ_AT_MOST)
        self.assertEqual(sample(["b.ko", "a.ko", "c.ko.zst"]), ["a.ko", "b.ko"])
        self.assertEqual(sample([]), [])
