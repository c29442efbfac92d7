import io
import tempfile
import zipfile
from pathlib import Path
from unittest import TestCase

from systems.image import unpack
from systems.partitions import copy_out
from systems.sparse import CHUNK, write_sparse
from systems.system import Partition, Unreadable

DATA = b"begin" + bytes(2 * CHUNK) + b"end"


class Scratch(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "image"


class WriteSparse(Scratch):
    def test_the_content_is_the_same(self) -> None:
        write_sparse(io.BytesIO(DATA), self.file, len(DATA))
        self.assertEqual(self.file.read_bytes(), DATA)

    def test_a_short_source_is_followed_by_zeros(self) -> None:
        write_sparse(io.BytesIO(DATA), self.file, 4 * CHUNK)
        self.assertEqual(self.file.read_bytes(), DATA.ljust(4 * CHUNK, b"\0"))

    def test_a_long_source_is_cut_off(self) -> None:
        source = io.BytesIO(DATA)
        write_sparse(source, self.file, CHUNK + 7)
        self.assertEqual(self.file.read_bytes(), DATA[: CHUNK + 7])
        self.assertEqual(source.tell(), CHUNK + 7)

    def test_zeros_take_no_space(self) -> None:
        write_sparse(io.BytesIO(bytes(8 * CHUNK)), self.file, 8 * CHUNK)
        status = self.file.stat()
        self.assertEqual(status.st_size, 8 * CHUNK)
        self.assertLess(status.st_blocks * 512, CHUNK)


class CopyOut(Scratch):
    def test_a_partition(self) -> None:
        self.file.write_bytes(b"table" + DATA + b"next")
        partition = Partition(1, 5, len(DATA), "c", True, "", "vfat", None)
        copy_out(self.file, partition, self.folder / "copy")
        self.assertEqual((self.folder / "copy").read_bytes(), DATA)


class Unpack(Scratch):
    def pack(self, *names: str) -> Path:
        archive = self.folder / "a.img.zip"
        with zipfile.ZipFile(archive, "w") as zipped:
            for name in names:
                zipped.writestr(name, DATA)
        return archive

    def test_the_only_file(self) -> None:
        image = unpack(self.pack("folder/a.img"), self.folder)
        self.assertEqual((image, image.read_bytes()), (self.folder / "a.img", DATA))

    def test_damaged_or_several_files(self) -> None:
        damaged = self.pack("a.img")
        damaged.write_bytes(damaged.read_bytes().replace(b"begin", b"bagin"))
        for archive, message in (
            (damaged, r"a\.img\.zip could not be unpacked: Bad CRC-32"),
            (self.folder / "none.zip", r"none\.zip could not be unpacked: .*No such file"),
        ):
            with self.subTest(message=message), self.assertRaisesRegex(Unreadable, message):
                unpack(archive, self.folder)
        for names in ((), ("a.img", "b.img")):
            with (
                self.subTest(names=names),
                self.assertRaisesRegex(Unreadable, "could not be unpacked: .*values to unpack"),
            ):
                unpack(self.pack(*names), self.folder)

    def test_a_truncated_archive(self) -> None:
        archive = self.pack("a.img")
        archive.write_bytes(archive.read_bytes()[:-30])
        with self.assertRaisesRegex(Unreadable, "not a zip file"):
            unpack(archive, self.folder)
