import re
from unittest import TestCase

from expectations.words import UnknownWord, fill, has_word

VALUES = {"host": "black.pearl", "port": 22, "keys": ["a", "b.c"], "none": [], "compose": True}


class Fill(TestCase):
    def test_words_in_text(self) -> None:
        for data, filled in (
            ("{host}:{port}", "black.pearl:22"),
            ("{port}", "22"),
            ("{keys}", ["a", "b.c"]),
            ("all of {keys}", "all of a b.c"),
            ("{compose}", True),
            ("is {compose}", "is True"),
            ("no word", "no word"),
            (7, 7),
            (None, None),
        ):
            with self.subTest(data=data):
                self.assertEqual(fill(data, VALUES), filled)

    def test_other_braces_stay(self) -> None:
        for text in ("${host}", "{{host}}", "{{.Host}}", "{Host}", "{ host }", "{}"):
            with self.subTest(text=text):
                self.assertEqual(fill(text, VALUES), text)
                self.assertFalse(has_word(text))

    def test_the_items_of_a_list_replace_its_word(self) -> None:
        self.assertEqual(fill(["x", "{keys}", "{none}", ["{keys}"]], VALUES), ["x", "a", "b.c", ["a", "b.c"]])

    def test_names_are_filled_in_too(self) -> None:
        self.assertEqual(fill({"{host}": {"port": "{port}"}}, VALUES), {"black.pearl": {"port": "22"}})

    def test_values_are_quoted(self) -> None:
        self.assertEqual(fill("^{host}$", VALUES, re.escape), r"^black\.pearl$")
        self.assertEqual(fill(["{keys}", "{host}"], VALUES, re.escape), ["a", r"b\.c", r"black\.pearl"])

    def test_unknown_words_are_named(self) -> None:
        for data in ("{hots}", "at {hots}", ["{hots}"], {"a": "{hots}"}):
            with self.subTest(data=data), self.assertRaises(UnknownWord) as caught:
                fill(data, VALUES)
            self.assertEqual(caught.exception.word, "hots")


class HasWord(TestCase):
    def test_only_texts_have_words(self) -> None:
        self.assertTrue(has_word("at {host}"))
        self.assertFalse(has_word(["{host}"]))
