from unittest import TestCase

from expectations.kinds.forms import (
    Choice,
    Form,
    Mappings,
    Mode,
    Number,
    Output,
    Path,
    Paths,
    Patterns,
    Text,
    Texts,
    Whether,
)
from expectations.mistake import Mistake

# Each form with values that fit and values that do not.
VALUES: tuple[tuple[Form[object], list[object], list[object]], ...] = (
    (Text(), ["a"], ["", 1, None, ["a"]]),
    (Output(), ["", "a"], [1, None]),
    (Path(), ["/", "/a"], ["a", "", 1]),
    (Paths(), ["/a", ["/a", "{path}"], []], ["a", "", ["/a", 1]]),
    (Choice("a", "b"), ["a"], ["c", 1]),
    (Mode(), ["0640", 1777], ["640", 640, "0888"]),
    (Number(), [0, -1], ["1", True, 1.5]),
    (Whether(), [True, False], [1, "true"]),
    (Texts(), ["a", ["a", ""], []], ["", 1, ["a", 1]]),
    (Mappings(), [[{"a": 1}]], [[], {}, ["a"]]),
)


class Fits(TestCase):
    def test_good_and_bad_values(self) -> None:
        for form, good, bad in VALUES:
            for value in good:
                with self.subTest(form=form.in_words, good=value):
                    form.check("key", value)
            for value in bad:
                with self.subTest(form=form.in_words, bad=value), self.assertRaises(Mistake):
                    form.check("key", value)

    def test_long_values_are_shortened(self) -> None:
        with self.assertRaisesRegex(Mistake, r"^`key` has to be true or false, but is 'a{76}\.\.\.\.$"):
            Whether().check("key", "a" * 100)


class Read(TestCase):
    def test_values_have_their_types(self) -> None:
        self.assertEqual((Mode().read("0640"), Mode().read(1777)), (0o640, 0o1777))
        self.assertEqual((Texts().read("a"), Texts().read(["a", "b"])), (["a"], ["a", "b"]))
        self.assertEqual((Number().read(7), Whether().read(True), Whether().read(False)), (7, True, False))
        self.assertEqual(Mappings().read([{1: "a"}]), [{"1": "a"}])

    def test_patterns_match_lines_and_quote_words(self) -> None:
        (pattern,) = Patterns().read("^b$")
        self.assertTrue(pattern.search("a\nb\nc"))
        self.assertEqual((Patterns().quote("a.b"), Text().quote("a.b")), (r"a\.b", "a.b"))
