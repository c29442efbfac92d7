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
    def test_world_writable(self) -> None:
        self.assertEqual(
            judged(Permissions, system(), permissions="/", world_writable=[]),
            ["/open: everybody may write to it (0777)", "/var/lib/docker/x: everybody may write to it (0666)"],
        )
        self.assertEqual(
            judged(Permissions, system(), permissions="/", world_writable="/open", except_="/var/lib/*"), []
        )

    def test_setuid(self) -> None:
        both = ["/usr/bin/sudo", "/usr/bin/env"]
        self.assertEqual(judged(Permissions, system(), permissions="/", setuid=both), [])
        self.assertEqual(
            judged(Permissions, system(), permissions="/usr", setuid=["/usr/bin/sudo", "/usr/bin/su"]),
            [
                "/usr/bin/env: expected no setuid or setgid, found the mode 2755",
                "/usr/bin/su: expected it to have setuid or setgid, but it has neither or is not there",
            ],
        )

    def test_owned(self) -> None:
        self.assertEqual(
            judged(Permissions, system(), permissions="/var", owned=True),
            [
                "/var/lib/docker/x: it belongs to the user number 7, which does not exist",
                "/var/lib/docker/x: it belongs to the group number 8, which does not exist",
            ],
        )
        self.assertEqual(judged(Permissions, system(), permissions="/var", owned=False), [])
