"""The power goes at every moment of an update, and of the one that makes up for it."""

import copy
from unittest import TestCase

from expectations import config_txt
from expectations.boards import BOARDS
from expectations.firmware import chosen
from on_board.card import BOOT, Card, Packages, PowerCut, card_with, kernel, updates_of

OLDEST, OLD, NEW = "6.12.1-v8", "6.12.9+deb13-arm64", "7.3.4-hypriotos-v8"
# What reaches the card of what was not settled is decided as often for each moment.
SEEDS = range(6)
BOARD_NAMES = ("Pi 3 B", "Pi 4 B")


def booted(card: Card) -> str:
    """Returns the release that the boards boot by what is on the card. Fails unless all files are of that kernel."""
    found: set[str] = set()
    for name in BOARD_NAMES:
        board = BOARDS[name]
        settings = config_txt.for_boards(card.settled[BOOT / "config.txt"].decode(), board.filters)
        files = chosen(board, settings, lambda name: BOOT / name in card.settled)
        release = next(one for one in (OLDEST, OLD, NEW) if one.encode() in card.settled[BOOT / files.kernel])
        folder = (BOOT / files.kernel).parent
        of_release = kernel(release)
        for file in (files.kernel, files.device_tree):
            content = card.settled[BOOT / file]
            assert content == of_release[(BOOT / file).name], f"{file} is not of {release}"
        overlays = folder if folder / "overlays/README" in card.settled else BOOT
        assert card.settled[overlays / "overlays/i2c.dtbo"] == of_release["overlays/i2c.dtbo"], "an overlay is not"
        assert card.settled[BOOT / files.arguments] == b"root=/dev/mmcblk0p2\n", f"{files.arguments} is damaged"
        found.add(release)
    (release,) = found
    return release


class PowerCuts(TestCase):
    def cards(self) -> dict[str, Card]:
        first = card_with(OLD)
        second = card_with(OLDEST)
        updates_of(second, Packages(OLDEST, OLD)).install(OLD)
        returned = card_with(OLD)
        updates_of(returned, Packages(OLD, NEW)).install(NEW)
        updates_of(returned, Packages(OLD, NEW)).return_to_previous()
        return {
            "the first update": first,
            "a later one": second,
            "a second one without a restart": copy.deepcopy(second),
            "the user went back": returned,
        }

    def packages(self, name: str) -> Packages:
        """Those of a board that runs what it had booted."""
        packages = Packages(OLDEST, OLD, NEW)
        packages.runs = OLDEST if "without" in name else OLD
        return packages

    def moments(self, name: str) -> int:
        card = self.cards()[name]
        card.cut_power_at(None)
        updates_of(card, self.packages(name)).install(NEW)
        self.assertEqual(booted(card), NEW)
        return card.moments

    def test_the_board_boots_the_old_kernel_or_the_new_one(self) -> None:
        for name in self.cards():
            moments = self.moments(name)
            self.assertGreater(moments, 15)
            for moment in range(moments):
                for seed in SEEDS:
                    with self.subTest(name, moment=moment, seed=seed):
                        self.cut(self.cards()[name], self.packages(name), moment, seed)

    def cut(self, card: Card, packages: Packages, moment: int, seed: int) -> None:
        before = dict(card.settled)
        card.cut_power_at(moment, seed)
        with self.assertRaises(PowerCut):
            updates_of(card, packages).install(NEW)
        self.assertIn(booted(card), (OLD, packages.runs, NEW))
        if updates_of(card, packages).begun() is None:
            self.assertTrue(card.settled == before or booted(card) == NEW, "nobody knows that it has begun")
        # At the next start, the power goes again.
        card.cut_power_at(seed, seed)
        try:
            updates_of(card, packages).finish()
        except PowerCut:
            self.assertIn(booted(card), (OLD, packages.runs, NEW))
        card.cut_power_at(None)
        begun = updates_of(card, packages).begun()
        updates_of(card, packages).finish()
        if begun:
            self.assertEqual(booted(card), NEW)
        updates_of(card, packages).install(NEW)
        self.assertEqual(booted(card), NEW)
        updates = updates_of(card, packages)
        self.assertIsNone(updates.begun())
        self.assertEqual(updates.return_to_previous(), packages.runs)
        self.assertEqual(booted(card), packages.runs)
