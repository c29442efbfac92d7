from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.absent import Absent


class AbsentFiles(TestCase):
    def test_existing_files_are_named(self) -> None:
        system = MemorySystem({"/tmp/a": "", "/tmp/sub/b": "", "/etc/x": ""})
        self.assertEqual(
            judged(Absent, system, absent=["/tmp/**", "/none"]), ["/tmp/a is there", "/tmp/sub/b is there"]
        )

    def test_exceptions(self) -> None:
        system = MemorySystem({"/tmp/a": "", "/tmp/b": ""})
        self.assertEqual(judged(Absent, system, absent="/tmp/*", except_="/tmp/a"), ["/tmp/b is there"])

    def test_only_the_first_of_many_are_named(self) -> None:
        system = MemorySystem({f"/tmp/{number:02}": "" for number in range(13)})
        found = judged(Absent, system, absent="/tmp/*")
        self.assertEqual((len(found), found[9], found[10]), (11, "/tmp/09 is there", "and 3 more of /tmp/*"))
