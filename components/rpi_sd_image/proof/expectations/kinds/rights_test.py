from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.rights import Rights
from expectations.mistake import Mistake


def system() -> MemorySystem:
    there = MemorySystem(
        {"/etc/passwd": "root:x:0:0::/:/bin/sh\n", "/etc/shadow": "", "/etc/group": "root:x:0:\nadm:x:4:\n"}
    )
    there.add("/etc/my key", mode=0o640, group=4)
    there.add_directory("/srv", mode=0o1777)
    return there


class RightsOfFiles(TestCase):
    def test_as_wanted(self) -> None:
        lines = ["640 root adm /etc/my key", "1777 - - /srv", "- root - /etc/my key"]
        self.assertEqual(judged(Rights, system(), rights=lines), [])

    def test_not_as_wanted(self) -> None:
        self.assertEqual(
            judged(Rights, system(), rights=["0600 ann root /etc/my key", "- - - /none"]),
            [
                "/etc/my key: expected the mode 0600, found 0640",
                "/etc/my key: expected the owner ann, found root",
                "/etc/my key: expected the group root, found adm",
                "/none: it is not there",
            ],
        )

    def test_other_texts(self) -> None:
        with self.assertRaisesRegex(Mistake, "`rights` has '0600 /etc': expected permissions, owner, group and path"):
            Rights.check({"rights": ["0600 root root /etc", "0600 /etc"]})
        Rights.check({"rights": "{file_rights}"})
