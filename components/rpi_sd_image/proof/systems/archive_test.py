import lzma
import subprocess
import tempfile
import zipfile
from pathlib import Path
from unittest import TestCase

from systems.archive import DAMAGED, image_size, is_packed, reading

CONTENT = b"\0" * 3_000_000 + b"end"


class Formats(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.image = Path(folder.name, "a.img")
        self.image.write_bytes(CONTENT)

    def archives(self) -> list[Path]:
        """The image in all formats."""
        zipped, xz, zst = (Path(f"{self.image}.{ending}") for ending in ("zip", "xz", "zst"))
        with zipfile.ZipFile(zipped, "w") as archive:
            archive.write(self.image, "a.img")
        xz.write_bytes(lzma.compress(CONTENT))
        subprocess.run(["zstd", "--quiet", str(self.image), "-o", str(zst)], check=True)
        return [self.image, zipped, xz, zst]

    def test_each_is_read(self) -> None:
        for archive in self.archives():
            with self.subTest(archive=archive.name), reading(archive) as source:
                self.assertEqual(source.read(4_000_000), CONTENT)
            self.assertEqual(image_size(archive), len(CONTENT))
            self.assertEqual(is_packed(archive), archive != self.image)

    def test_damage_is_noticed(self) -> None:
        for archive in self.archives()[1:]:
            archive.write_bytes(archive.read_bytes()[:-12])
            with self.subTest(archive=archive.name), self.assertRaises(DAMAGED):
                image_size(archive)
                with reading(archive) as source:
                    source.read(4_000_000)

    def test_more_than_was_read_is_not_read_to_its_end(self) -> None:
        for archive in self.archives()[2:]:
            refused = self.assertRaisesRegex(ValueError, "more than it says")
            with self.subTest(archive=archive.name), refused, reading(archive) as source:
                source.read(1_000_000)
