import tempfile
import unittest
from pathlib import Path

from testing.memory_system import MemorySystem

from archives.lay_out import lay_out
from systems.system import Unreadable

STATUS = """Package: bash
Architecture: arm64

Package: dpkg
Status: install ok installed
Architecture: arm64
"""
KEY = "/usr/share/keyrings/key.gpg"


class LayOutTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name) / "apt"
        self.system = MemorySystem({"/var/lib/dpkg/status": STATUS, KEY: b"a key", "/etc/key.asc": b"another"})

    def source(self, name: str, text: str) -> str:
        """Returns what a source of the image becomes."""
        self.system.add(name, text)
        lay_out(self.system, self.folder)
        return (self.folder / name.lstrip("/")).read_text()

    def test_keys_are_those_of_the_image(self) -> None:
        text = self.source("/etc/apt/sources.list.d/a.sources", f"Types: deb\nSigned-By: {KEY} /etc/key.asc\nX: y\n")
        self.assertEqual(text, f"Types: deb\nSigned-By: {self.folder}{KEY} {self.folder}/etc/key.asc\nX: y\n")
        self.assertEqual((self.folder / KEY.lstrip("/")).read_bytes(), b"a key")

    def test_keys_in_a_line(self) -> None:
        text = self.source("/etc/apt/sources.list", f"deb [arch=arm64 signed-by={KEY},/etc/key.asc] http://a b c\n")
        self.assertEqual(
            text, f"deb [arch=arm64 signed-by={self.folder}{KEY},{self.folder}/etc/key.asc] http://a b c\n"
        )

    def test_a_key_in_the_source_itself_stays(self) -> None:
        source = "Types: deb\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n /abc\n"
        self.assertEqual(self.source("/etc/apt/sources.list.d/a.sources", source), source)

    def test_signatures_are_always_needed(self) -> None:
        text = self.source("/etc/apt/sources.list.d/a.sources", "Types: deb\nTrusted: yes\nAllow-Insecure: yes\nX: y\n")
        self.assertEqual(text, "Types: deb\nX: y\n")
        self.folder = self.folder.with_name("other")
        text = self.source("/etc/apt/sources.list", "deb [trusted=yes] http://a b c\n")
        self.assertEqual(text, "deb  http://a b c\n")

    def test_architectures_are_those_of_the_image(self) -> None:
        self.system.add("/var/lib/dpkg/arch", "arm64\narmhf\n")
        self.system.add("/etc/apt/sources.list", "deb http://a b c\n")
        text = lay_out(self.system, self.folder).read_text()
        self.assertIn('APT::Architecture "arm64";', text)
        self.assertIn('APT::Architectures { "arm64"; "armhf"; };', text)

    def test_an_image_without_sources_is_refused(self) -> None:
        with self.assertRaisesRegex(Unreadable, "the image has no sources in /etc/apt"):
            lay_out(self.system, self.folder)

    def test_a_missing_key_is_named(self) -> None:
        with self.assertRaisesRegex(Unreadable, "there is no /nowhere.gpg"):
            self.source("/etc/apt/sources.list", "deb [signed-by=/nowhere.gpg] http://a b c\n")


if __name__ == "__main__":
    unittest.main()
