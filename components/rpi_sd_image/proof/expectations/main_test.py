import runpy
import sys
from contextlib import redirect_stderr
from io import StringIO
from unittest import TestCase, mock


class Program(TestCase):
    def test_an_error_of_its_own_is_no_result(self) -> None:
        with (
            mock.patch("expectations.judge_groups", side_effect=ValueError("a mistake")),
            mock.patch.object(sys, "argv", ["expectations", "--on", "board"]),
            redirect_stderr(StringIO()) as said,
            self.assertRaises(SystemExit) as ended,
        ):
            runpy.run_module("expectations", run_name="__main__")
        self.assertEqual(ended.exception.code, 70)
        self.assertIn("ValueError: a mistake", said.getvalue())
