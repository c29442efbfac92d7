from collections.abc import Iterator
from threading import Barrier
from unittest import TestCase

from testing.memory_system import MemorySystem

from expectations.judge import judge, judge_groups, without_hashes
from expectations.kinds import Absent, File, Fstab
from expectations.read import Expectation
from systems.system import System

SYSTEM = MemorySystem({"/a": "x", "/boot/config-1": "CONFIG_ARM64=y\n"})


def outcome(expectation: Expectation) -> tuple[bool, bool, str]:
    """Whether it holds, whether it applies, and the detail."""
    (result,) = judge([expectation], SYSTEM)
    return result.ok, result.applies, result.detail


class WithoutHashes(TestCase):
    def test_hashes_of_passwords_stay_out_of_reports(self) -> None:
        for hashed in (f"$6$rounds=5000$salt${'a' * 86}", f"$y$j9T$salt${'./' * 20}", f"$2b$10${'A' * 53}"):
            with self.subTest(hashed=hashed):
                self.assertEqual(without_hashes(f"found 'pirate:{hashed}'"), "found 'pirate:$...'")
        pattern = r"expected a match of /^\S+:\$6\$/"
        self.assertEqual(without_hashes(pattern), pattern)


class Judge(TestCase):
    def test_results_name_their_expectation(self) -> None:
        good = Expectation("nothing there", "mine", Absent({"absent": "/b"}))
        bad = Expectation("none of those", "yours", Absent({"absent": ["/a", "/b"]}))
        results = list(judge([good, bad], SYSTEM))
        self.assertEqual(
            [(one.expect, one.group, one.kind, one.ok, one.detail) for one in results],
            [("nothing there", "mine", "absent", True, ""), ("none of those", "yours", "absent", False, "/a is there")],
        )
        self.assertTrue(all(one.seconds >= 0 for one in results))

    def test_unreadable_files_fail(self) -> None:
        unreadable = Expectation("x", "g", Fstab({"fstab": "/none", "mounts": {"/": "ext4"}}))
        self.assertEqual(outcome(unreadable), (False, True, "there is no /none"))

    def test_files_of_the_users_are_not_judged(self) -> None:
        system = MemorySystem({"/etc/a": "x", "/etc/a.hypriotos": "y", "/etc/b": "x"})
        for path, applies in (("/etc/a", False), ("/etc/b", True)):
            (result,) = judge([Expectation("x", "g", File({"file": path, "empty": True}))], system)
            self.assertEqual((result.ok, result.applies), (not applies, applies))

    def test_conditions(self) -> None:
        kind = Absent({"absent": "/a"})
        for expectation, applies, detail in (
            (Expectation("x", "g", kind, when={"images": False}), False, "images is not set"),
            (Expectation("x", "g", kind, unless={"images": True}), False, "images is set"),
            (Expectation("x", "g", kind, if_file="/none*"), False, "/none* does not exist"),
            (Expectation("x", "g", kind, unless_file="/a"), False, "/a exists"),
            (
                Expectation("x", "g", kind, if_kernel_option=("RP1", "RP2")),
                False,
                "the kernel does not have RP1 or RP2",
            ),
            (Expectation("x", "g", kind, if_kernel_option=("RP1", "ARM64")), True, "/a is there"),
            (Expectation("x", "g", kind, when={"a": True}, unless={"b": False}, if_file="/a"), True, "/a is there"),
        ):
            with self.subTest(detail=detail):
                self.assertEqual(outcome(expectation), (not applies, applies, detail))


class Groups(TestCase):
    def test_groups_are_judged_side_by_side_and_reported_in_order(self) -> None:
        # Each waits for the other one: one after the other, neither would come to its end.
        both = Barrier(2, timeout=30)

        class Meeting(Absent):
            def judge(self, system: System) -> Iterator[str]:
                both.wait()
                return super().judge(system)

        meeting = Meeting({"absent": "/a"})
        calm = Absent({"absent": "/b"})
        expectations = [
            Expectation("1", "one", meeting),
            Expectation("2", "two", meeting),
            Expectation("3", "one", calm),
            Expectation("4", "two", calm),
        ]
        results = [(result.group, result.expect, result.ok) for result in judge_groups(expectations, SYSTEM)]
        self.assertEqual(results, [("one", "1", False), ("one", "3", True), ("two", "2", False), ("two", "4", True)])
