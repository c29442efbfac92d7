import subprocess
import tempfile
import zipfile
from pathlib import Path
from unittest import TestCase

from machine.card import Card, check_room, next_power_of_two, size_of_card
from machine.failure import BootFailure
from systems.system import MEGABYTE


class Sizes(TestCase):
    def test_powers_of_two(self) -> None:
        self.assertEqual([next_power_of_two(one) for one in (0, 1, 2, 3, 4096, 4097)], [1, 1, 2, 4, 4096, 8192])

    def test_card_megabytes(self) -> None:
        self.assertIsNone(size_of_card(""))
        self.assertEqual(size_of_card("2048"), 2048 * MEGABYTE)
        for asked in ("3000", "0", "big", "-4096"):
            with self.subTest(asked=asked), self.assertRaisesRegex(BootFailure, f"^card_megabytes is {asked}: "):
                size_of_card(asked)

    def test_the_image_has_to_fit(self) -> None:
        check_room(4096 * MEGABYTE, 4096 * MEGABYTE)
        with self.assertRaisesRegex(BootFailure, "has 3073 MB and does not fit on 2048 MB. Set card_megabytes=4096"):
            check_room(2048 * MEGABYTE, 3072 * MEGABYTE + 1)


class ACard(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def archive(self, table: str = "label: dos\nstart=2048, type=c\n") -> Path:
        """An image of 4 MB with a boot partition."""
        image, archive = self.folder / "a.img", self.folder / "a.img.zip"
        with image.open("wb") as file:
            file.truncate(4 * MEGABYTE)
        if table:
            subprocess.run(["sfdisk", "--quiet", image], input=table, text=True, check=True)
            make = ["mkfs.vfat", "--offset", "2048", str(image), "3072"]
            subprocess.run(make, check=True, capture_output=True)
        with zipfile.ZipFile(archive, "w") as zipped:
            zipped.write(image, "a.img")
        return archive

    def test_it_has_the_given_size(self) -> None:
        card = Card.unpack(self.archive(), self.folder / "card", 8 * MEGABYTE)
        self.assertEqual((card.path.stat().st_size, card.boot_offset), (8 * MEGABYTE, MEGABYTE))
        self.assertTrue(card.fits_the_slot)

    def test_only_powers_of_two_fit_the_slot(self) -> None:
        self.assertFalse(Card.unpack(self.archive(), self.folder / "card", 5 * MEGABYTE).fits_the_slot)

    def test_files_of_its_boot_partition(self) -> None:
        card = Card.unpack(self.archive(), self.folder / "card", 8 * MEGABYTE)
        self.assertFalse(card.has("user-data"))
        card.write("user-data", b"one")
        card.write("user-data", b"two")
        self.assertEqual((card.has("user-data"), card.read("user-data")), (True, b"two"))
        self.assertEqual(card.copy_out("user-data", self.folder).read_bytes(), b"two")
        with self.assertRaisesRegex(BootFailure, "^the boot partition has no readable none: "):
            card.read("none")

    def test_dates(self) -> None:
        card = Card.unpack(self.archive(), self.folder / "card", 8 * MEGABYTE)
        card.write("user-data", b"x")
        # FAT stores even seconds.
        card.date(1_700_000_000)
        listing = ["mdir", "-i", f"{card.path}@@{card.boot_offset}", "::user-data"]
        self.assertIn("2023-11-14", subprocess.run(listing, capture_output=True, text=True, check=True).stdout)

    def test_invalid_images(self) -> None:
        with self.assertRaisesRegex(BootFailure, "no partition table"):
            Card.unpack(self.archive(table=""), self.folder / "card")
        archive = self.archive()
        content = bytearray(archive.read_bytes())
        content[3 * MEGABYTE] ^= 1
        archive.write_bytes(content)
        with self.assertRaisesRegex(BootFailure, r"^a\.img\.zip could not be unpacked: Bad CRC-32"):
            Card.unpack(archive, self.folder / "card")
