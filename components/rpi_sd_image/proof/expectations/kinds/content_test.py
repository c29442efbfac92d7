from unittest import TestCase

from expectations.kinds.content import excerpt, line_around


class Excerpt(TestCase):
    def test_characters_that_do_not_print_are_escaped(self) -> None:
        self.assertEqual(excerpt("\x1b[1mahoy\tme\nthere\n\n"), "'\\x1b[1mahoy\\tme\nthere'")

    def test_white_space_is_nothing(self) -> None:
        self.assertEqual(excerpt(" \n"), "nothing")

    def test_long_texts_are_shortened(self) -> None:
        self.assertEqual(excerpt("abcd", limit=3), "'abc' ...")
        self.assertEqual(excerpt("abc", limit=3), "'abc'")


class LineAround(TestCase):
    def test_first_middle_and_last(self) -> None:
        text = "ab\ncd\nef"
        self.assertEqual([line_around(text, at) for at in (0, 4, 7)], ["ab", "cd", "ef"])
