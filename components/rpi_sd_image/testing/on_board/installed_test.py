import gzip
import shutil
import tempfile
from pathlib import Path
from unittest import TestCase

from kernel_updates.installed import Installed, order
from kernel_updates.problem import Problem
from on_board.card import kernel

RELEASE = "7.3.4-hypriotos-v8"
IMAGE = kernel(RELEASE)["kernel8.img"]


class Packages(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.put(f"boot/vmlinuz-{RELEASE}", IMAGE)
        self.put(f"boot/config-{RELEASE}", b"CONFIG_ARM64=y\n")
        for tree in ("bcm2837-rpi-3-b", "bcm2712-rpi-5-b", "bcm2712-d-rpi-5-b", "bcm4908-asus"):
            self.put(f"usr/lib/linux-image-{RELEASE}/broadcom/{tree}.dtb", tree.encode())

    def put(self, path: str, content: bytes) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(content)

    def names(self, with_initramfs: bool = False) -> list[str]:
        return sorted(Installed(self.root).files(RELEASE, with_initramfs))

    def test_the_kernel_is_compressed_and_the_same_each_time(self) -> None:
        once, again = (Installed(self.root).files(RELEASE, False)["kernel8.img"] for _ in range(2))
        self.assertEqual(gzip.decompress(once), IMAGE)
        self.assertEqual(once, again)

    def test_only_trees_of_boards_that_the_kernel_drives(self) -> None:
        self.assertEqual(self.names(), ["bcm2837-rpi-3-b.dtb", "kernel8.img"])
        self.put(f"boot/config-{RELEASE}", b"CONFIG_MISC_RP1=m\n")
        self.assertIn("bcm2712d0-rpi-5-b.dtb", self.names())

    def test_trees_where_kernels_of_backports_have_them(self) -> None:
        shutil.rmtree(self.root / "usr")
        with self.assertRaisesRegex(Problem, "without device trees"):
            self.names()
        self.put(f"usr/lib/modules/{RELEASE}/dtb/broadcom/bcm2711-rpi-4-b.dtb", b"tree")
        self.assertEqual(self.names(), ["bcm2711-rpi-4-b.dtb", "kernel8.img"])

    def test_overlays_and_licence_if_there_are_any(self) -> None:
        self.put(f"usr/lib/linux-image-{RELEASE}/overlays/i2c.dtbo", b"overlay")
        self.put(f"usr/share/doc/linux-image-{RELEASE}/copyright", b"licence")
        self.assertEqual(self.names()[0], "COPYING.linux")
        self.assertIn("overlays/i2c.dtbo", self.names())

    def test_an_initramfs_is_taken_or_made(self) -> None:
        with self.assertRaisesRegex(Problem, "needs an initramfs"):
            self.names(with_initramfs=True)
        generator = self.root / "usr/lib/hypriotos/make-initramfs"
        self.put("usr/lib/hypriotos/make-initramfs", b'#!/bin/sh\necho "made for $1" >"$2"\n')
        generator.chmod(0o755)
        made = Installed(self.root).files(RELEASE, True)["initramfs.img"]
        self.assertEqual(made.decode(), f"made for {RELEASE}\n")
        generator.unlink()
        self.put(f"boot/initrd.img-{RELEASE}", b"made by others")
        self.assertEqual(Installed(self.root).files(RELEASE, True)["initramfs.img"], b"made by others")

    def test_parameters_are_added_to_trees_without_them(self) -> None:
        self.put("usr/lib/hypriotos/add-parameters", b'#!/bin/sh\nfor tree; do echo more >>"$tree"; done\n')
        (self.root / "usr/lib/hypriotos/add-parameters").chmod(0o755)
        self.put(f"usr/lib/linux-image-{RELEASE}/broadcom/bcm2711-rpi-4-b.dtb", b"has __overrides__")
        files = Installed(self.root).files(RELEASE, False)
        self.assertEqual(files["bcm2837-rpi-3-b.dtb"], b"bcm2837-rpi-3-bmore\n")
        self.assertEqual(files["bcm2711-rpi-4-b.dtb"], b"has __overrides__")

    def test_what_is_not_a_kernel_for_these_boards(self) -> None:
        self.put(f"boot/vmlinuz-{RELEASE}", b"MZ zimg")
        with self.assertRaisesRegex(Problem, "not a kernel"):
            self.names()
        with self.assertRaisesRegex(Problem, f"6.1 is not installed. Installed: {RELEASE}"):
            Installed(self.root).files("6.1", False)


class Order(TestCase):
    def test_by_age(self) -> None:
        ages = [
            "6.12.9+deb13-arm64",
            "6.12.118+deb13-arm64",
            "7.3-rc1-v8",
            "7.3-rc10-v8",
            "7.3-v8",
            "7.3.4-hypriotos-v8",
        ]
        self.assertEqual(sorted(sorted(ages), key=order), ages)
