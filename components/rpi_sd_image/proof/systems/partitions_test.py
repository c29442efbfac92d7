import subprocess
import tempfile
from pathlib import Path
from unittest import TestCase

from systems.image import free_of_ext4, free_of_fat, path_in_boot
from systems.partitions import Table, number_of, read_partitions
from systems.system import MEGABYTE, Partition, Unreadable


class Reading(TestCase):
    def test_a_table_with_a_file_system(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            image = Path(folder) / "disk.img"
            with image.open("wb") as file:
                file.truncate(8 * MEGABYTE)
            table = "label: dos\nlabel-id: 0xDEADBEEF\nstart=2048, size=4096, type=c, bootable\nstart=8192, type=83\n"
            subprocess.run(["sfdisk", "--quiet", image], input=table, text=True, check=True)
            make = ["mkfs.vfat", "--offset", "2048", "-n", "BOOT", str(image), "2048"]
            subprocess.run(make, check=True, capture_output=True)
            self.assertEqual(
                read_partitions(image),
                [
                    Partition(1, MEGABYTE, 2 * MEGABYTE, "c", True, "deadbeef-01", "vfat", "BOOT"),
                    Partition(2, 4 * MEGABYTE, 4 * MEGABYTE, "83", False, "deadbeef-02", None, None),
                ],
            )

    def test_no_table(self) -> None:
        with tempfile.NamedTemporaryFile() as image, self.assertRaisesRegex(Unreadable, "has no partition table"):
            read_partitions(Path(image.name))

    def test_numbers(self) -> None:
        for device, node, number in (("a.img", "a.img3", 3), ("disk7", "disk7p12", 12)):
            table: Table = {"id": "0x1", "device": device, "sectorsize": 512}
            with self.subTest(node=node):
                self.assertEqual(number_of(table, {"node": node, "start": 0, "size": 0, "type": "c"}), number)


class FreeSpace(TestCase):
    def test_ext4(self) -> None:
        said = "Block count:              100\nFree blocks:              25\nBlock size:               4096\n"
        self.assertEqual(free_of_ext4(said), 25 * 4096)
        self.assertIsNone(free_of_ext4("debugfs: Bad magic number"))

    def test_fat(self) -> None:
        said = "        2 files           4 321 bytes\n                        12 345 678 bytes free\n\n"
        self.assertEqual(free_of_fat(said), 12345678)
        self.assertIsNone(free_of_fat("init :: non DOS media"))


class PathInBoot(TestCase):
    def test_paths_in_and_outside_of_the_boot_partition(self) -> None:
        for path, within in (
            ("/boot/firmware", ""),
            ("/boot/firmware/a/b", "a/b"),
            ("/boot/firmware2", None),
            ("/boot", None),
        ):
            with self.subTest(path=path):
                self.assertEqual(path_in_boot(path), within)
