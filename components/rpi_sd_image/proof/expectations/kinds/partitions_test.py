from dataclasses import replace
from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.file_system import FileSystem, beginning
from expectations.kinds.fstab import Fstab
from expectations.kinds.kernel_arguments import KernelArguments
from expectations.kinds.partitions import Partitions
from systems.system import MEGABYTE, Partition

BOOT = Partition(1, MEGABYTE, 64 * MEGABYTE, "c", True, "deadbeef-01", "vfat", "HypriotOS")
ROOT = Partition(2, 65 * MEGABYTE, 100 * MEGABYTE, "83", False, "deadbeef-02", "ext4", "root")
WANTED = [{"type": "c", "file_system": "vfat", "bootable": True}, {"type": 83, "label": "root"}]


def system(*partitions: Partition, files: dict[str, str] | None = None) -> MemorySystem:
    there = MemorySystem(files)
    there.parts = list(partitions)
    there.size = 165 * MEGABYTE
    return there


class TheTable(TestCase):
    def test_as_wanted_whatever_the_order_in_the_table(self) -> None:
        self.assertEqual(judged(Partitions, system(ROOT, BOOT), partitions=WANTED), [])

    def test_not_as_wanted(self) -> None:
        for partitions, problems in (
            ([BOOT], ["expected 2 partitions, found 1"]),
            ([BOOT, replace(ROOT, label=None)], ["partition 2: expected label root, found None"]),
            ([replace(BOOT, bootable=False), ROOT], ["partition 1: expected bootable True, found False"]),
            (
                [BOOT, replace(ROOT, start=64 * MEGABYTE)],
                ["partition 2: it starts at byte 67108864, but the space before it is used up to byte 68157440"],
            ),
            (
                [BOOT, replace(ROOT, start=65 * MEGABYTE + 512, size=MEGABYTE)],
                ["partition 2: it starts at byte 68157952, which is not a whole megabyte"],
            ),
            (
                [replace(BOOT, start=0, size=MEGABYTE), ROOT],
                ["partition 1: it starts at byte 0, but the space before it is used up to byte 1048576"],
            ),
            (
                [BOOT, replace(ROOT, size=101 * MEGABYTE)],
                ["partition 2: it ends at byte 174063616, the image at 173015040"],
            ),
        ):
            with self.subTest(problems=problems):
                self.assertEqual(judged(Partitions, system(*partitions), partitions=WANTED), problems)

    def test_behind_the_image(self) -> None:
        parts = [BOOT, ROOT, Partition(3, 200 * MEGABYTE, MEGABYTE, "83", False, "deadbeef-03", None, None)]
        self.assertEqual(judged(Partitions, system(*parts), partitions=WANTED, behind=["200"]), [])
        self.assertEqual(
            judged(Partitions, system(*parts), partitions=WANTED),
            ["expected partitions behind the image at no place, found 200 MB"],
        )
        self.assertEqual(
            judged(Partitions, system(BOOT, ROOT), partitions=WANTED, behind=["200", "300"]),
            ["expected partitions behind the image at 200 MB, 300 MB, found no place"],
        )

    def test_sizes(self) -> None:
        self.assertEqual(judged(Partitions, system(BOOT, ROOT), partitions=[{"megabytes": "64"}, {}]), [])
        self.assertEqual(
            judged(Partitions, system(BOOT, ROOT), partitions=[{"megabytes": "65"}, {}]),
            ["partition 1: expected megabytes 65, found 64"],
        )


class AFileSystem(TestCase):
    def test_clean_or_damaged(self) -> None:
        there = system(BOOT, ROOT)
        self.assertEqual(judged(FileSystem, there, file_system="ext4"), [])
        there.complaints["ext4"] = "Block bitmap differences"
        self.assertEqual(
            judged(FileSystem, there, file_system="ext4"),
            ["partition 2: its ext4 is damaged:\nBlock bitmap differences"],
        )

    def test_free_space(self) -> None:
        self.assertEqual(judged(FileSystem, system(BOOT), file_system="vfat", free_megabytes=165), [])
        self.assertEqual(
            judged(FileSystem, system(BOOT), file_system="vfat", free_megabytes=166),
            ["partition 1: expected 166 MB of free space, found 165 MB"],
        )

    def test_a_missing_file_system(self) -> None:
        self.assertEqual(judged(FileSystem, system(BOOT), file_system="ext4"), ["there is no partition with ext4"])

    def test_a_long_complaint_is_cut(self) -> None:
        self.assertEqual(beginning("a\nb", 2), "a\nb")
        self.assertEqual(beginning("a\nb\nc\nd", 2), "a\nb\n... and 2 more lines")


FSTAB = """\
# made by hand
PARTUUID=deadbeef-02 / ext4 defaults 0 1
LABEL=HypriotOS /boot/firmware vfat defaults,umask=0077 0 2
tmpfs /tmp tmpfs defaults 0 0
"""
MOUNTS = {"/": "ext4", "/boot/firmware": "vfat"}


class WhatIsMounted(TestCase):
    def judged(self, text: str) -> list[str]:
        return judged(Fstab, system(BOOT, ROOT, files={"/etc/fstab": text}), fstab="/etc/fstab", mounts=MOUNTS)

    def test_as_wanted(self) -> None:
        self.assertEqual(self.judged(FSTAB), [])

    def test_ids_are_compared_without_case(self) -> None:
        self.assertEqual(self.judged(FSTAB.replace("deadbeef", "DEADBEEF")), [])

    def test_not_as_wanted(self) -> None:
        there = "there are PARTUUID=deadbeef-01, PARTUUID=deadbeef-02"
        for old, new, problems in (
            ("f-02", "f-03", [f"/etc/fstab: /: there is no partition PARTUUID=deadbeef-03; {there}"]),
            (
                "/ ext4",
                "/ xfs",
                [
                    "/etc/fstab: /: PARTUUID=deadbeef-02 is partition 2, expected xfs there, found ext4",
                    "/etc/fstab: expected / (ext4), /boot/firmware (vfat), found / (xfs), /boot/firmware (vfat)",
                ],
            ),
            (
                "PARTUUID=deadbeef-02",
                "UUID=1",
                ["/etc/fstab: /: UUID=1 is not found on every card: expected PARTUUID= or LABEL="],
            ),
            (
                "tmpfs /tmp tmpfs defaults 0 0",
                "tmpfs /tmp",
                ["/etc/fstab: 'tmpfs /tmp' is not a line of an fstab"],
            ),
        ):
            with self.subTest(new=new):
                self.assertEqual(self.judged(FSTAB.replace(old, new)), problems)

    def test_partitions_without_a_file_system_yet(self) -> None:
        there = system(
            BOOT,
            ROOT,
            Partition(3, 200 * MEGABYTE, MEGABYTE, "83", False, "deadbeef-03", None, None),
            files={"/etc/fstab": FSTAB + "PARTUUID=deadbeef-03 /data ext4 defaults 0 0\n"},
        )
        wanted = {"fstab": "/etc/fstab", "mounts": MOUNTS}
        self.assertEqual(judged(Fstab, there, **wanted, empty=["/data"]), [])
        self.assertEqual(
            judged(Fstab, there, **wanted)[0],
            "/etc/fstab: /data: PARTUUID=deadbeef-03 is partition 3, expected ext4 there, found None",
        )
        self.assertIn(
            "expected / (ext4), /boot/firmware (vfat), /srv (ext4)", judged(Fstab, there, **wanted, empty=["/srv"])[-1]
        )

    def test_no_partitions(self) -> None:
        self.assertEqual(
            self.judged("tmpfs /tmp tmpfs defaults 0 0\n"),
            ["/etc/fstab: expected / (ext4), /boot/firmware (vfat), found no mounts"],
        )


class TheKernelsArguments(TestCase):
    def judged(self, text: str, **wanted: object) -> list[str]:
        there = system(BOOT, ROOT, files={"/cmdline.txt": text})
        return judged(KernelArguments, there, kernel_arguments="/cmdline.txt", **wanted)

    def test_as_wanted(self) -> None:
        text = "console=tty1 root=PARTUUID=deadbeef-02 rootfstype=ext4 rootwait\n"
        self.assertEqual(self.judged(text, has=["rootwait", "console=tty."], lacks=["init=.*", "wait"]), [])

    def test_not_as_wanted(self) -> None:
        for text, problem in (
            ("root=LABEL=root\nrootwait", "expected one line, found 2; the firmware reads only the first"),
            ("rootwait", "expected root=, it is not there"),
            ("root=LABEL=root rootfstype=xfs", "LABEL=root is partition 2, expected xfs there, found ext4"),
            ("root=/dev/sda", "/dev/sda is not found on every card: expected PARTUUID= or LABEL="),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.judged(text), [f"/cmdline.txt: {problem}"])

    def test_blanks_in_quotes_do_not_separate(self) -> None:
        self.assertEqual(self.judged('root=LABEL=root a="b c" d', has=['a="b c"', "d"]), [])

    def test_patterns_match_whole_arguments(self) -> None:
        self.assertEqual(
            self.judged("root=LABEL=root init=/bin/sh", has="init", lacks="init=.*"),
            [
                "/cmdline.txt: expected init, found 'root=LABEL=root init=/bin/sh'",
                "/cmdline.txt: expected no init=/bin/sh",
            ],
        )
