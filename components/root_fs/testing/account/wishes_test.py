import datetime
import unittest

from hypriotos.wishes import has_passed


class Dates(unittest.TestCase):
    def test_past_and_future(self) -> None:
        for date in ("2020-01-01", datetime.date(2020, 1, 1), "yesterday", "2020"):
            with self.subTest(date):
                self.assertTrue(has_passed(date))
        for date in (None, "", "2999-01-01", "Warning: redacted unserializable type <class 'datetime.date'>"):
            with self.subTest(date):
                self.assertFalse(has_passed(date))


if __name__ == "__main__":
    unittest.main()
