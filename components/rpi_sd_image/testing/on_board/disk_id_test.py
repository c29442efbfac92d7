"""A card gets its own id, and the power goes at every moment."""

import re
import runpy
from pathlib import Path
from subprocess import CalledProcessError
from unittest import TestCase
from unittest.mock import patch

import disk_id
from disk_id import DiskId, Root
from on_board.card import BOOT, Card, PowerCut

PROGRAM = Path(disk_id.__file__).with_name("disk-id")
SHIPPED, DEVICE = "48595052", Path("/dev/mmcblk0")
ROOT = Root(DEVICE, Path("/dev/mmcblk0p2"), 2)
LINE = f"console=tty1 root=PARTUUID={SHIPPED}-02 init=/a init=/usr/lib/hypriotos/disk-id rootfstype=ext4 quiet\n"
FSTAB = f"# PARTUUID\nPARTUUID={SHIPPED}-02  /  ext4  defaults  0  1\nPARTUUID={SHIPPED}-01  /boot/firmware  vfat\n"
DATA = f"PARTUUID={SHIPPED}-03 /data\n"


def card_with(line: str = LINE, fstab: str = FSTAB, own: str = SHIPPED) -> Card:
    sector = bytes(440) + int(own, 16).to_bytes(4, "little") + bytes(66) + b"\x55\xaa"
    tables = {"/etc/fstab": fstab.encode(), "/etc/hypriotos/data-partitions": DATA.encode()}
    return Card({str(DEVICE): sector, str(BOOT / "cmdline.txt"): line.encode(), **tables})


def text(card: Card, path: str) -> str:
    return card.settled[Path(path)].decode()


def line_of(card: Card) -> str:
    return text(card, str(BOOT / "cmdline.txt"))


def id_of(card: Card) -> str:
    return f"{int.from_bytes(card.settled[DEVICE][440:444], 'little'):08x}"


def change(card: Card, root: Root = ROOT) -> str | None:
    own = DiskId(card, root, BOOT).change()
    return own.decode() if own else None


class OwnId(TestCase):
    def is_done(self, card: Card) -> None:
        own = id_of(card)
        self.assertNotIn(own, (SHIPPED, "00000000"))
        self.assertEqual(line_of(card).split(), [
            "console=tty1", f"root=PARTUUID={own}-02", "init=/a", "rootfstype=ext4", "quiet",
        ])  # fmt: skip
        self.assertEqual(text(card, "/etc/fstab"), FSTAB.replace(SHIPPED, own))
        self.assertEqual(text(card, "/etc/hypriotos/data-partitions"), DATA.replace(SHIPPED, own))

    def test_it_is_everywhere(self) -> None:
        card = card_with()
        before = card.settled[DEVICE]
        self.assertEqual(change(card), id_of(card))
        self.is_done(card)
        self.assertEqual(before[:440] + before[444:], card.settled[DEVICE][:440] + card.settled[DEVICE][444:])

    def test_two_cards_have_different_ones(self) -> None:
        self.assertNotEqual(change(card_with()), change(card_with()))

    def test_the_kernel_finds_its_root_after_every_power_cut_and_the_next_start_goes_on(self) -> None:
        card = card_with()
        card.cut_power_at(None)
        change(card)
        self.assertGreater(card.moments, 9)
        for moment in range(card.moments):
            with self.subTest(moment=moment):
                cut = card_with()
                cut.cut_power_at(moment, moment)
                with self.assertRaises(PowerCut):
                    change(cut)
                root = re.search(r" root=(\S+)", line_of(cut))
                assert root is not None
                self.assertIn(root[1], (f"PARTUUID={id_of(cut)}-02", str(ROOT.partition)))
                cut.cut_power_at(None)
                if "disk-id" in line_of(cut):
                    change(cut)
                self.is_done(cut)

    def test_a_card_that_is_another_one_by_now_stays_as_it_is(self) -> None:
        for name, card, root in (
            ("another root", card_with(LINE.replace(f"PARTUUID={SHIPPED}-02", "/dev/sda2")), ROOT),
            ("no root", card_with(LINE.replace("root=", "toor=")), ROOT),
            ("an entry by name", card_with(fstab=FSTAB.replace(f"PARTUUID={SHIPPED}-02", "LABEL=root")), ROOT),
            ("a long name", card_with(), Root(DEVICE, Path("/dev/disk-with-a-long-name-p2"), 2)),
            ("a long line", card_with(LINE.replace("console", f"{'x' * 500} console")), ROOT),
        ):
            with self.subTest(name):
                before = dict(card.settled)
                self.assertIsNone(change(card, root))
                self.assertEqual(card.settled, before)


class System(TestCase):
    def started_with(self, error: Exception | None = None) -> list[str]:
        """Returns the programs that are started in the place of this one. error: of each mount."""
        started: list[str] = []

        def start(program: str, arguments: list[str]) -> None:
            started.append(program)
            self.assertEqual(arguments, [program, "quiet"])
            if program != "/sbin/init":
                raise FileNotFoundError
            raise SystemExit

        main = runpy.run_path(str(PROGRAM))["main"]
        with (
            patch("sys.argv", ["/usr/lib/hypriotos/disk-id", "quiet"]),
            patch("os.path.ismount", return_value=False),
            patch("os.execv", side_effect=start),
            patch("subprocess.run", side_effect=error),
            self.assertRaises(SystemExit),
        ):
            main()
        return started

    def test_it_starts_when_nothing_can_be_mounted(self) -> None:
        self.assertEqual(self.started_with(CalledProcessError(32, "mount")), ["/sbin/init"])

    def test_it_starts_when_the_card_cannot_be_changed(self) -> None:
        with patch("pathlib.Path.read_text", return_value="init=/usr/lib/hypriotos/disk-id"):
            self.assertEqual(self.started_with(), ["/sbin/init"])

    def test_it_starts_by_the_program_before_this_one_or_else_by_the_usual_one(self) -> None:
        with patch("pathlib.Path.read_text", return_value="init=/gone init=/usr/lib/hypriotos/disk-id"):
            self.assertEqual(self.started_with(), ["/gone", "/sbin/init"])
