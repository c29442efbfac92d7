from unittest import TestCase

from expectations.mistake import closest


class Closest(TestCase):
    def test_one_that_may_have_been_meant(self) -> None:
        self.assertEqual(closest("fiel", ["absent", "file"]), "did you mean 'file'?")

    def test_all_where_none_is_near(self) -> None:
        self.assertEqual(closest("xyz", ["file", "absent"]), "there is absent, file.")
