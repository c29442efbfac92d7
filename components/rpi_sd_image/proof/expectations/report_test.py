import json
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path
from unittest import TestCase

from expectations.junit import junit
from expectations.report import Report
from expectations.result import Result

HOLDS = Result("it is there", "disk", "file", True, "", 0.5)
REMARK = Result("it starts", "boot", "step", True, "after 7 s", 1)
FAILS = Result("it is whole", "disk", "file", False, "one <thing>\nanother \x1b[1m", 0.25)
OTHER = Result("it has images", "disk", "file", True, "images is not set", 0, applies=False)
ALL = [HOLDS, REMARK, FAILS, OTHER]

TEXT = """\
Looked

FAILED  disk: it is whole
        one <thing>
        another \x1b[1m

disk    1 of   2 hold    0.75 s   FAILED
boot    1 of   1 hold    1.00 s
boot: it starts (after 7 s)
Does not apply: it has images (images is not set)

1 failed, 2 hold, 1 does not apply (2.0 s).
"""


class Text(TestCase):
    def test_failures_come_first_and_numbers_last(self) -> None:
        self.assertEqual(Report("Looked", ALL, 2).text(), TEXT)

    def test_summaries(self) -> None:
        self.assertEqual(Report("x", [HOLDS], 1.26).summary(), "0 failed, 1 hold (1.3 s).")
        self.assertEqual(Report("x", [OTHER, OTHER]).summary(), "0 failed, 0 hold, 2 do not apply (0.0 s).")
        self.assertEqual(Report("x", error="cut").summary(), "0 failed, 0 hold (0.0 s). Stopped early: cut")

    def test_ok_needs_no_failure_and_no_error(self) -> None:
        self.assertTrue(Report("x", [HOLDS, OTHER]).ok)
        self.assertFalse(Report("x", [HOLDS, FAILS]).ok)
        self.assertFalse(Report("x", [HOLDS], error="cut").ok)


class Files(TestCase):
    def test_a_report_is_three_files(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Report("Looked", ALL, 2.00049).write(Path(folder), "verify")
            files = {file.name: file.read_text() for file in Path(folder).iterdir()}
        self.assertEqual(sorted(files), ["verify.json", "verify.txt", "verify.xml"])
        data = json.loads(files["verify.json"])
        self.assertEqual((data["title"], data["ok"], data["error"], data["seconds"]), ("Looked", False, None, 2.0))
        self.assertEqual([Result.from_json(json.dumps(one)) for one in data["results"]], ALL)
        self.assertNotIn("starts", data)

    def test_that_of_a_boot_has_the_units_of_each_start(self) -> None:
        start = {"phase": "first boot", "units": [{"name": "-.mount", "begins": 1.5, "ready": 2.0}]}
        with tempfile.TemporaryDirectory() as folder:
            Report("Booted", starts=[start]).write(Path(folder), "boot")
            data = json.loads(Path(folder, "boot.json").read_text())
        self.assertEqual(data["starts"], [start])


class Junit(TestCase):
    def test_groups_are_suites(self) -> None:
        root = xml.fromstring(junit("verify", ALL, 2, None))
        self.assertEqual(
            root.attrib,
            {"name": "verify", "tests": "4", "failures": "1", "errors": "0", "skipped": "1", "time": "2.000"},
        )
        self.assertEqual([(suite.get("name"), suite.get("tests")) for suite in root], [("disk", "3"), ("boot", "1")])
        cases = {case.get("name"): case for case in root.iter("testcase")}
        self.assertEqual(cases["it is there"].attrib["classname"], "verify.disk")
        self.assertEqual(cases["it starts"].attrib["time"], "1.000")

    def test_characters_that_xml_does_not_allow_are_replaced(self) -> None:
        failure = xml.fromstring(junit("verify", ALL, 2, None)).find(".//failure")
        assert failure is not None
        self.assertEqual((failure.get("type"), failure.get("message")), ("file", "one <thing>"))
        self.assertEqual(failure.text, "one <thing>\nanother  [1m")

    def test_expectations_that_do_not_apply_are_skipped(self) -> None:
        skipped = xml.fromstring(junit("verify", [OTHER], 0, None)).find(".//skipped")
        assert skipped is not None
        self.assertEqual(skipped.get("message"), "images is not set")

    def test_an_error_is_a_separate_case(self) -> None:
        root = xml.fromstring(junit("boot", [HOLDS], 1, "no \0 image"))
        self.assertEqual((root.get("tests"), root.get("errors"), root.get("failures")), ("2", "1", "0"))
        error = root.find("./testsuite[@name='run']/testcase/error")
        assert error is not None
        self.assertEqual(error.get("message"), "no   image")
