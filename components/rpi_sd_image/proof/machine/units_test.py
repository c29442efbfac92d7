from unittest import TestCase

from machine.failure import BootFailure
from machine.units import read


class Read(TestCase):
    def test_units_come_in_the_order_in_which_they_began_with_seconds(self) -> None:
        table = """[
            {"name": "docker.service", "activated": 70500000, "activating": 50000000, "time": 20500000},
            {"name": "-.mount", "activated": 4000000, "activating": 4000000, "time": 0},
            {"name": "dev-mmcblk0.device", "activated": 9000000, "activating": 9000000, "time": 0}
        ]"""
        self.assertEqual(
            read(table),
            [
                {"name": "-.mount", "begins": 4.0, "ready": 4.0},
                {"name": "docker.service", "begins": 50.0, "ready": 70.5},
            ],
        )

    def test_anything_else_is_a_failure(self) -> None:
        for table in ("", "Bootup is not yet finished.", '[{"name": "a.service"}]', '{"name": 1}', "[1]"):
            with self.subTest(table), self.assertRaisesRegex(BootFailure, "systemd-analyze plot"):
                read(table)
