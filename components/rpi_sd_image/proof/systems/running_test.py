import os
import tempfile
import time
from pathlib import Path
from unittest import TestCase

from systems.running import RunningSystem
from systems.system import Finished, Unreadable

SYSTEM = RunningSystem("board")


class Files(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "sub").mkdir()
        (self.folder / "sub" / "file").write_text("ahoy")
        (self.folder / "link").symlink_to("sub/none")

    def test_entries_and_content(self) -> None:
        file, link = SYSTEM.look(f"{self.folder}/sub/file"), SYSTEM.look(f"{self.folder}/link")
        assert file and link
        self.assertEqual((file.size, file.owner, file.is_file, file.target), (4, os.getuid(), True, None))
        self.assertEqual((link.is_link, link.target), (True, "sub/none"))
        self.assertIsNone(SYSTEM.look(f"{self.folder}/sub/file/below"))
        self.assertEqual(SYSTEM.content(f"{self.folder}/sub/file", 2), b"ah")

    def test_walk(self) -> None:
        paths = [entry.path.removeprefix(str(self.folder)) for entry in SYSTEM.walk(str(self.folder))]
        self.assertEqual(paths, ["/link", "/sub", "/sub/file"])
        self.assertEqual(list(SYSTEM.walk(f"{self.folder}/link")), [])


class Commands(TestCase):
    def test_output_is_one_stream(self) -> None:
        self.assertEqual(SYSTEM.run("echo a; echo b >&2; exit 3", "root", 9), Finished(3, "a\nb\n"))

    def test_another_user(self) -> None:
        self.assertEqual(SYSTEM.run("id -un", "daemon", 9), Finished(0, "daemon\n"))

    def test_a_timeout_kills_all_processes_of_the_command(self) -> None:
        started = time.monotonic()
        with self.assertRaisesRegex(Unreadable, r"did not end within 0\.2 s\. It had printed: begun$"):
            SYSTEM.run("echo begun; sleep 60 & sleep 60", "root", 0.2)
        self.assertLess(time.monotonic() - started, 10)
