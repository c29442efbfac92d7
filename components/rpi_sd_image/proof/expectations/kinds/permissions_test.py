from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.permissions import Permissions


def system() -> MemorySystem:
    there = MemorySystem({"/etc/passwd": "root:x:0:0::/:/bin/sh\n", "/etc/shadow": "", "/etc/group": "root:x:0:\n"})
    there.add_directory("/tmp", mode=0o1777)
    there.add_directory("/open", mode=0o777)
    there.add("/usr/bin/sudo", mode=0o4755)
    there.add("/usr/bin/env", mode=0o2755)
    there.add("/var/lib/docker/x", mode=0o666, owner=7, group=8)
    there.add_link("/bin", "usr/bin")
    return there


class Rights(TestCase):
    def test_what_everybody_may_write(self) -> None:
        self.assertEqual(
            judged(Permissions, system(), permissions="/", world_writable=[]),
            ["/open: everybody may write to it (0777)", "/var/lib/docker/x: everybody may write to it (0666)"],
        )
        self.assertEqual(
            judged(Permissions, system(), permissions="/", world_writable="/open", except_="/var/lib/*"), []
        )

    def test_what_has_rights_of_its_own(self) -> None:
        both = ["/usr/bin/sudo", "/usr/bin/env"]
        self.assertEqual(judged(Permissions, system(), permissions="/", setuid=both), [])
        self.assertEqual(
            judged(Permissions, system(), permissions="/usr", setuid=["/usr/bin/sudo", "/usr/bin/su"]),
            [
                "/usr/bin/env: it runs with its owner's or its group's rights (2755), and is not one of those that may",
                "/usr/bin/su: expected it to have setuid or setgid, it has not, or is not there",
            ],
        )

    def test_whose_it_is(self) -> None:
        self.assertEqual(
            judged(Permissions, system(), permissions="/var", owned=True),
            [
                "/var/lib/docker/x: it belongs to the user number 7, which there is not",
                "/var/lib/docker/x: it belongs to the group number 8, which there is not",
            ],
        )
        self.assertEqual(judged(Permissions, system(), permissions="/var", owned=False), [])
