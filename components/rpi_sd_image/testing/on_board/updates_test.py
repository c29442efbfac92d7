from unittest import TestCase

from kernel_updates.kernel_set import OVERLAYS_SIGN
from kernel_updates.problem import Problem
from on_board.card import BOOT, CONFIG, Packages, card_with, kernel, on_boot_partition, updates_of

OLDEST, OLD, NEW = "6.12.1-v8", "6.12.9+deb13-arm64", "7.3.4-hypriotos-v8"
ALL = Packages(OLDEST, OLD, NEW)


class Install(TestCase):
    def test_the_new_kernel_is_at_the_top_and_the_old_one_is_kept(self) -> None:
        card = card_with(OLD)
        updates = updates_of(card, ALL)
        self.assertTrue(updates.install(NEW))
        self.assertEqual((updates.newest.release(), updates.previous.release()), (NEW, OLD))
        self.assertEqual(card.read(BOOT / "config.txt").decode(), CONFIG)
        self.assertIn(OVERLAYS_SIGN, updates.previous.names())
        self.assertFalse(card.is_file(BOOT / "previous/start.elf"))

    def test_twice_is_once(self) -> None:
        card = card_with(OLD)
        updates_of(card, ALL).install(NEW)
        before = dict(card.settled)
        self.assertFalse(updates_of(card, ALL).install(NEW))
        self.assertEqual(card.settled, before)

    def test_a_kernel_installed_again_leaves_the_previous_one(self) -> None:
        card = card_with(OLD)
        updates = updates_of(card, ALL)
        updates.install(NEW)
        card.write(BOOT / "kernel8.img", kernel(NEW)["kernel8.img"] + b"built again")
        updates.install(NEW)
        self.assertEqual(updates.previous.release(), OLD)

    def test_files_that_the_user_has_added_stay(self) -> None:
        card = card_with(OLD)
        own = on_boot_partition({"mine.dtb": b"mine", "overlays/mine.dtbo": b"mine", "user-data": b"mine"})
        for path, content in own.items():
            card.write(BOOT / path, content)
        updates_of(card, ALL).install(NEW)
        for path, content in own.items():
            self.assertEqual(card.read(BOOT / path), content)
        self.assertTrue(card.is_file(BOOT / "previous/mine.dtb"))

    def test_an_initramfs_comes_if_config_txt_names_one(self) -> None:
        card = card_with(OLD, f"{CONFIG}initramfs initramfs.img followkernel\n")
        updates_of(card, ALL).install(NEW)
        self.assertEqual(card.read(BOOT / "initramfs.img").decode(), f"initramfs of {NEW}")

    def test_autoremove_leaves_the_packages_of_both(self) -> None:
        card = card_with(OLD)
        updates_of(card, ALL).install(NEW)
        (text,) = (content.decode() for path, content in card.seen.items() if path.name == "52hypriotos-kernel")
        self.assertIn(r'"^linux-(image|headers)-6\.12\.9\+deb13-arm64$";', text)
        self.assertIn(r'"^linux-(image|headers)-7\.3\.4-hypriotos-v8$";', text)


class NothingChanges(TestCase):
    def refused(self, message: str, config: str = CONFIG, capacity: int = 1 << 24, writable: bool = True) -> None:
        card = card_with(OLD, config, capacity)
        card.writable = writable
        before = dict(card.seen)
        with self.assertRaisesRegex(Problem, message):
            updates_of(card, ALL).install(NEW)
        self.assertEqual(card.seen, before)

    def test_without_room(self) -> None:
        self.refused(
            r"no room for a second kernel: 2 MB are needed, 1 MB are free\. Nothing was changed", capacity=1 << 20
        )

    def test_on_a_partition_that_is_read_only(self) -> None:
        self.refused("is read-only", writable=False)

    def test_without_the_line_in_config_txt(self) -> None:
        self.refused("needs the line #s_prefix=previous/ once", config="kernel=kernel8.img\n")
        self.refused("no other os_prefix", config=f"{CONFIG}os_prefix=mine/\n")

    def test_if_the_line_is_for_some_boards(self) -> None:
        self.refused(r"is for \[pi4\] only", config=f"[pi4]\n{CONFIG}")

    def test_if_the_kernel_there_is_not_one(self) -> None:
        card = card_with(OLD)
        card.write(BOOT / "kernel8.img", b"something")
        with self.assertRaisesRegex(Problem, "not a complete kernel"):
            updates_of(card, ALL).install(NEW)


class GoingBack(TestCase):
    def test_there_and_back(self) -> None:
        updates = updates_of(card_with(OLD), ALL)
        updates.install(NEW)
        self.assertEqual(updates.return_to_previous(), OLD)
        self.assertTrue(updates.config.boots_previous())
        self.assertEqual(updates.return_to_newest(), NEW)
        self.assertFalse(updates.config.boots_previous())

    def test_there_is_no_previous_kernel_at_first(self) -> None:
        with self.assertRaisesRegex(Problem, "this one is the first"):
            updates_of(card_with(OLD), ALL).return_to_previous()

    def test_not_without_modules(self) -> None:
        packages = Packages(OLD, NEW)
        updates = updates_of(card_with(OLD), packages)
        updates.install(NEW)
        packages.there.remove(OLD)
        with self.assertRaisesRegex(Problem, r"sudo apt install linux-image-6\.12\.9\+deb13-arm64"):
            updates.return_to_previous()

    def test_an_update_after_that_keeps_the_kernel_that_runs(self) -> None:
        packages = Packages(OLDEST, OLD, NEW)
        updates = updates_of(card_with(OLDEST), packages)
        updates.install(OLD)
        updates.return_to_previous()
        updates.install(NEW)
        self.assertEqual((updates.newest.release(), updates.previous.release()), (NEW, OLDEST))
        self.assertFalse(updates.config.boots_previous())

    def test_two_updates_without_a_restart_keep_the_kernel_that_runs(self) -> None:
        packages = Packages(OLDEST, OLD, NEW)
        updates = updates_of(card_with(OLDEST), packages)
        updates.install(OLD)
        updates.install(NEW)
        self.assertEqual((updates.newest.release(), updates.previous.release()), (NEW, OLDEST))
        self.assertFalse(updates.config.boots_previous())

    def test_two_updates_with_a_restart_keep_the_one_between(self) -> None:
        packages = Packages(OLDEST, OLD, NEW)
        updates = updates_of(card_with(OLDEST), packages)
        updates.install(OLD)
        packages.runs = OLD
        updates.install(NEW)
        self.assertEqual((updates.newest.release(), updates.previous.release()), (NEW, OLD))


class Removal(TestCase):
    def removed(self, *installed: str, release: str) -> tuple[object, object, bool]:
        packages = Packages(OLD, NEW)
        updates = updates_of(card_with(OLD), packages)
        updates.install(NEW)
        packages.there[:] = installed
        updates.remove(release)
        return updates.newest.release(), updates.previous.release(), updates.config.boots_previous()

    def test_of_the_previous_kernel(self) -> None:
        self.assertEqual(self.removed(NEW, release=OLD), (NEW, None, False))

    def test_of_the_newest_goes_back(self) -> None:
        self.assertEqual(self.removed(OLD, release=NEW), (NEW, OLD, True))

    def test_of_both_takes_another(self) -> None:
        self.assertEqual(self.removed(OLDEST, release=NEW)[0], OLDEST)

    def test_of_both_one_after_the_other_takes_another(self) -> None:
        packages = Packages(OLDEST, OLD, NEW)
        updates = updates_of(card_with(OLD), packages)
        updates.install(NEW)
        for release in (NEW, OLD):
            packages.there.remove(release)
            said = updates.remove(release)
        self.assertEqual((updates.newest.release(), updates.config.boots_previous()), (OLDEST, False))
        self.assertEqual(said, f"The board boots {OLDEST} from now on.")

    def test_of_all_changes_nothing(self) -> None:
        self.assertEqual(self.removed(release=NEW), (NEW, OLD, False))

    def test_of_one_that_is_unpacked_again(self) -> None:
        self.assertEqual(self.removed(OLD, NEW, release=NEW), (NEW, OLD, False))
