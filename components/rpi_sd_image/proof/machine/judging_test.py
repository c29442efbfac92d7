import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from unittest import TestCase

from expectations import Result
from machine.failure import BootFailure
from machine.judging import as_result, bundle


class TheBundle(TestCase):
    def unpacked(self, folder: str) -> tarfile.TarFile:
        own = Path(folder) / "own.yaml"
        own.write_text("mine: [{ expect: its name, on: [board], command: 'echo {hostname}', prints: raft }]")
        return tarfile.open(fileobj=io.BytesIO(bundle({"hostname": "raft"}, {"0-own.yaml": own})))

    def test_members_have_no_dates(self) -> None:
        with tempfile.TemporaryDirectory() as folder, self.unpacked(folder) as archive:
            members = archive.getmembers()
        self.assertEqual({member.mtime for member in members}, {0})
        names = [member.name for member in members]
        self.assertEqual([name for name in names if "__pycache__" in name], [])
        self.assertLess({"expectations/__main__.py", "systems/running.py", "0-own.yaml", "values.json"}, set(names))

    def test_it_runs_on_its_own(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            with self.unpacked(folder) as archive:
                archive.extractall(folder, filter="data")
            module = [
                sys.executable,
                "-B",
                "-m",
                "expectations",
                "--on",
                "board",
                "--values",
                "values.json",
                "0-own.yaml",
            ]
            finished = subprocess.run(module, cwd=folder, capture_output=True, text=True, check=False)
        self.assertEqual((finished.returncode, finished.stderr), (0, ""))
        result = as_result(finished.stdout)
        self.assertEqual((result.expect, result.group, result.ok), ("its name", "mine", True))


class Results(TestCase):
    def test_a_line(self) -> None:
        result = Result("a", "b", "file", False, "no", 1.5)
        self.assertEqual(as_result(json.dumps(result.as_object()) + "\n"), result)

    def test_invalid_lines(self) -> None:
        with self.assertRaisesRegex(BootFailure, "did not return a result, but: sudo: a password is required$"):
            as_result("sudo: a password is required\n")
