from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.config_txt import ConfigTxt

FILE = "/config.txt"
TEXT = "kernel=kernel8.img\n[pi4]\narm_boost=1 # fast\n[all]\ndtparam=i2c_arm=on\ndtparam=spi=on\n[pi4]\n[all]\n"


class TheFirmwaresSettings(TestCase):
    def judged(self, text: str, *has: str) -> list[str]:
        return judged(ConfigTxt, MemorySystem({FILE: text}), config_txt=FILE, has=list(has))

    def test_as_wanted(self) -> None:
        self.assertEqual(self.judged(TEXT), [])
        self.assertEqual(
            self.judged(TEXT, "dtparam=i2c_arm=on", "dtparam=spi=on", "# fast", "[pi4]", "arm_boost=1"), []
        )

    def test_each_of_several_values_of_one_name_counts(self) -> None:
        self.assertEqual(
            self.judged(TEXT, "dtparam=i2s=on", "dtparam=spi=on"),
            ["/config.txt: expected dtparam=i2s=on for all, it is not there"],
        )

    def test_settings_for_other_boards_do_not_count(self) -> None:
        self.assertEqual(
            self.judged(TEXT, "arm_boost=1", "[pi4]", "dtparam=spi=on"),
            [
                "/config.txt: expected arm_boost=1 for all, it is not there",
                "/config.txt: expected dtparam=spi=on for pi4, it is not there",
            ],
        )

    def test_a_section_at_the_end_must_hold_for_all(self) -> None:
        self.assertEqual(
            self.judged("a=1\n[all]\n[cm4]\n# done\n"),
            ["/config.txt: it ends in the section [cm4]; expected [all]"],
        )
