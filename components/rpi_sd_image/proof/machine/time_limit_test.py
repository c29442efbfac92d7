from unittest import TestCase
from unittest.mock import patch

from machine.time_limit import FOREVER, TimeLimit


class ALimit(TestCase):
    def test_it_runs_out(self) -> None:
        with patch("time.monotonic") as now:
            now.return_value = 100
            limit = TimeLimit(30)
            now.return_value = 110
            self.assertEqual((limit.passed(), limit.left()), (10, 20))
            now.return_value = 200
            self.assertEqual(limit.left(), 0)
            limit.restart()
            self.assertEqual(limit.left(), 30)

    def test_it_can_be_lifted(self) -> None:
        limit = TimeLimit(30)
        limit.lift()
        self.assertEqual(limit.left(), FOREVER)
        limit.restart()
        self.assertLessEqual(limit.left(), 30)
