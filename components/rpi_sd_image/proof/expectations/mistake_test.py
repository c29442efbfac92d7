from unittest import TestCase

from expectations.mistake import closest


class Closest(TestCase):
    def test_a_similar_name_is_suggested(self) -> None:
        self.assertEqual(closest("fiel", ["absent", "file"]), "did you mean 'file'?")

    def test_all_names_if_none_is_similar(self) -> None:
        self.assertEqual(closest("xyz", ["file", "absent"]), "choose one of absent, file.")
