from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.service import Service, unit_file
from systems.system import Finished


def system() -> MemorySystem:
    there = MemorySystem({f"/usr/lib/systemd/system/{name}": "" for name in ("a.service", "b.timer", "getty@.service")})
    there.add("/dev/null")
    there.add_link("/etc/systemd/system/multi-user.target.wants/a.service", "/usr/lib/systemd/system/a.service")
    there.add_link(
        "/etc/systemd/system/getty.target.wants/getty@tty1.service", "/usr/lib/systemd/system/getty@.service"
    )
    there.add_link("/etc/systemd/system/masked.service", "/dev/null")
    return there


class Units(TestCase):
    def test_as_wanted(self) -> None:
        self.assertEqual(judged(Service, system(), service=["a.service", "getty@tty1.service"]), [])
        self.assertEqual(judged(Service, system(), service=["b.timer", "masked.service"], enabled=False), [])

    def test_not_as_wanted(self) -> None:
        self.assertEqual(
            judged(Service, system(), service=["b.timer", "masked.service", "none.service"]),
            [
                "b.timer: expected it to be enabled, it is disabled",
                "masked.service: expected it to be enabled, it is masked",
                "none.service: there is no such unit",
            ],
        )
        self.assertEqual(
            judged(Service, system(), service="a.service", enabled=False),
            ["a.service: expected it to be disabled, it is enabled"],
        )

    def test_those_that_are_excepted(self) -> None:
        units = ["b.timer", "a.service"]
        self.assertEqual(judged(Service, system(), service=units, except_=["b.timer", "c.service"]), [])
        self.assertEqual(
            judged(Service, system(), service=units, enabled=False, except_="b.timer"),
            ["a.service: expected it to be disabled, it is enabled"],
        )
        self.assertEqual(Service({"service": units, "except": units}).why_not(), "b.timer, a.service: excepted")
        self.assertIsNone(Service({"service": units, "except": ["a.service"]}).why_not())

    def test_active(self) -> None:
        there = system()
        there.commands = lambda command, user: Finished(3, "failed\n")
        self.assertEqual(judged(Service, there, service="a.service", active=False), [])
        self.assertEqual(
            judged(Service, there, service="a.service", active=True),
            ["a.service: expected it to be active, it is failed"],
        )

    def test_instances_have_the_file_of_their_template(self) -> None:
        self.assertEqual(unit_file(system(), "getty@tty9.service"), "/usr/lib/systemd/system/getty@.service")
        self.assertIsNone(unit_file(system(), "getty@tty9.timer"))
