import json
from unittest import TestCase

from expectations.result import Result, by_group

RESULT = Result("it is there", "disk", "file", True, "", 0.1234)


class FromJson(TestCase):
    def test_seconds_are_rounded(self) -> None:
        line = json.dumps(RESULT.as_object())
        self.assertEqual(Result.from_json(line), Result("it is there", "disk", "file", True, "", 0.123))

    def test_invalid_results(self) -> None:
        whole = RESULT.as_object()
        for line in (
            "sudo: not allowed",
            "[]",
            json.dumps({**whole, "ok": "yes"}),
            json.dumps({**whole, "detail": None}),
            json.dumps({key: value for key, value in whole.items() if key != "seconds"}),
        ):
            with self.subTest(line=line), self.assertRaises(ValueError):
                Result.from_json(line)


class ByGroup(TestCase):
    def test_groups_are_in_the_order_of_their_first_results(self) -> None:
        results = [Result(name, group, "file", True, "", 0) for name, group in (("a", "y"), ("b", "x"), ("c", "y"))]
        found = {group: [one.expect for one in own] for group, own in by_group(results).items()}
        self.assertEqual(list(found.items()), [("y", ["a", "c"]), ("x", ["b"])])
