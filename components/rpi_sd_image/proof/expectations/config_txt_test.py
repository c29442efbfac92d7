from unittest import TestCase

from expectations.config_txt import by_name, for_boards

TEXT = """\
# Read by the firmware.
arm_64bit=1
kernel = first.img   # spaces do not count
dtparam=audio=on

[pi4]
kernel=second.img
[cm4]
device_tree=cm4.dtb
[all]
initramfs initramfs.img followkernel
"""


class ForBoards(TestCase):
    def test_settings_of_other_boards_are_ignored(self) -> None:
        self.assertEqual(
            for_boards(TEXT, ["pi3"]),
            {
                "arm_64bit": "1",
                "kernel": "first.img",
                "dtparam": "audio=on",
                "initramfs": "initramfs.img followkernel",
            },
        )

    def test_all_filters_of_a_board_apply(self) -> None:
        settings = for_boards(TEXT, ["pi4", "cm4"])
        self.assertEqual((settings["kernel"], settings["device_tree"]), ("second.img", "cm4.dtb"))

    def test_the_last_value_wins_under_any_filter(self) -> None:
        text = "kernel=a\n[pi4]\nkernel=b\n[all]\nkernel=c\n"
        self.assertEqual(for_boards(text, ["pi4"]), {"kernel": "c"})

    def test_without_filters_only_settings_for_all_boards(self) -> None:
        self.assertEqual(for_boards("[pi3]\na=1\n[all]\nb=2", []), {"b": "2"})

    def test_only_initramfs_needs_no_equals_sign(self) -> None:
        text = "initramfs i.img 0x00800000\ninitramfs_path=x\ndisable_splash\nname with spaces=1"
        self.assertEqual(
            for_boards(text, []),
            {"initramfs": "i.img 0x00800000", "initramfs_path": "x", "disable_splash": "", "name with spaces": "1"},
        )


class ByName(TestCase):
    def test_names_start_with_their_filter(self) -> None:
        self.assertEqual(
            by_name(TEXT),
            {
                "arm_64bit": "1",
                "kernel": "first.img",
                "dtparam": "audio=on",
                "pi4.kernel": "second.img",
                "cm4.device_tree": "cm4.dtb",
                "initramfs": "initramfs.img followkernel",
            },
        )
