from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.programs import Programs, machine_of

ARM64 = b"\x7fELF\x02\x01" + bytes(12) + b"\xb7\x00"
AMD64 = b"\x7fELF\x02\x01" + bytes(12) + b"\x3e\x00"
BIG_ENDIAN = b"\x7fELF\x02\x02" + bytes(12) + b"\x00\x15"


class Architecture(TestCase):
    def test_as_wanted(self) -> None:
        system = MemorySystem({"/usr/bin/a": ARM64, "/usr/bin/sh": "#!/bin/sh\n# a script of some length\n"})
        self.assertEqual(judged(Programs, system, programs="/usr", architecture="arm64"), [])

    def test_not_as_wanted(self) -> None:
        system = MemorySystem({"/usr/bin/a": AMD64, "/usr/bin/b": BIG_ENDIAN, "/usr/bin/c": AMD64})
        self.assertEqual(
            judged(Programs, system, programs=["/usr", "/u*"], architecture="arm64", except_="/usr/bin/c"),
            [
                "/usr/bin/a: expected it to be for arm64, it is for amd64",
                "/usr/bin/b: expected it to be for arm64, it is for machine 21",
            ],
        )

    def test_no_programs(self) -> None:
        system = MemorySystem({"/usr/bin/a": "text"})
        self.assertEqual(
            judged(Programs, system, programs=["/usr", "/none"], architecture="arm64"),
            ["there are no programs in /usr, /none"],
        )

    def test_headers(self) -> None:
        self.assertEqual([machine_of(one) for one in (ARM64, AMD64, BIG_ENDIAN)], [183, 62, 21])
        self.assertIsNone(machine_of(b"#!/bin/sh".ljust(20)))
