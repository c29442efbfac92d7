import copy
from unittest import TestCase

from testing.trees import cells, node, text

from expectations.device_tree import Node
from expectations.firmware_tree import FirmwareTree, apply, file_for
from expectations.overlay import Refused

BASE = node(
    "",
    node("i2c", status=text("disabled"), phandle=cells(1)),
    node("__symbols__", i2c1=text("/i2c")),
    node("__overrides__", i2c1=cells(1) + text("status"), speed=cells(1) + text("speed:0")),
    compatible=text("raspberrypi,4-model-b", "brcm,bcm2711"),
)
LED = node("led", phandle=cells(1))
OVERLAY = node(
    "",
    node("fragment@0", node("__overlay__", LED), target_path=text("/")),
    node("__overrides__", pin=cells(1) + text("pin:0"), speed=cells(1) + text("speed:0")),
    node("__local_fixups__", node("__overrides__", pin=cells(0), speed=cells(0))),
)
MAP = node(
    "",
    node("everywhere", bcm2835=b"", bcm2711=text("led")),
    node("old", bcm2712=b""),
    node("before", renamed=text("led")),
    node("ancient", deprecated=text("use led")),
)


def load(name: str) -> Node | None:
    return {"led.dtbo": OVERLAY, "overlay_map.dtb": MAP}.get(name)


def applied(*lines: str) -> FirmwareTree:
    split = [line.partition("=") for line in lines]
    return apply(copy.deepcopy(BASE), [(name, value) for name, _, value in split], load)


class ConfigTxt(TestCase):
    def problems(self, *lines: str) -> list[str]:
        return applied(*lines).problems

    def test_a_parameter_of_the_tree(self) -> None:
        result = applied("dtparam=i2c1=on,speed=400000")
        self.assertEqual(result.problems, [])
        self.assertEqual(result.tree.children["i2c"].texts("status"), ("okay",))
        self.assertEqual(result.tree.children["i2c"].cell("speed"), 400000)

    def test_a_parameter_without_a_value_is_on_and_the_firmware_knows_names_for_the_buses(self) -> None:
        for line in ("dtparam=i2c_arm", "dtparam=i2c"):
            self.assertEqual(applied(line).tree.children["i2c"].texts("status"), ("okay",))

    def test_parameters_of_an_overlay_are_in_its_line_or_follow_it(self) -> None:
        result = applied("dtoverlay=led,pin=4", "dtparam=speed=3")
        self.assertEqual(result.problems, [])
        self.assertEqual((result.tree.children["led"].cell("pin"), result.tree.children["led"].cell("speed")), (4, 3))
        self.assertNotIn("speed", result.tree.children["i2c"].properties)

    def test_behind_an_overlay_the_trees_parameters_still_count(self) -> None:
        self.assertEqual(self.problems("dtoverlay=led", "dtparam=i2c_arm=on"), [])

    def test_an_empty_overlay_ends_the_one_before(self) -> None:
        result = applied("dtoverlay=led", "dtoverlay=", "dtparam=speed=3")
        self.assertEqual(result.tree.children["i2c"].cell("speed"), 3)
        self.assertEqual(
            self.problems("dtoverlay=led", "dtoverlay=", "dtparam=pin=3"),
            ["dtparam=pin=3: there is no parameter 'pin': choose one of i2c1, speed."],
        )

    def test_an_overlay_can_come_twice(self) -> None:
        self.assertEqual(self.problems("dtoverlay=led,pin=1", "dtoverlay=led,pin=2"), [])

    def test_an_overlay_that_is_not_there(self) -> None:
        self.assertEqual(self.problems("dtoverlay=lamp"), ["dtoverlay=lamp: there is no overlays/lamp.dtbo"])

    def test_a_parameter_that_is_not_there(self) -> None:
        self.assertEqual(
            self.problems("dtoverlay=led,pni=4"),
            ["dtoverlay=led,pni=4: it has no parameter 'pni': did you mean 'pin'?"],
        )
        self.assertEqual(
            self.problems("dtparam=sped=4"), ["dtparam=sped=4: there is no parameter 'sped': did you mean 'speed'?"]
        )

    def test_a_value_that_does_not_fit(self) -> None:
        self.assertEqual(
            self.problems("dtoverlay=led,pin=left"),
            ["dtoverlay=led,pin=left: 'left' is not a number, and neither on nor off"],
        )


class TheMapOfOverlays(TestCase):
    def test_says_which_file_is_for_a_board(self) -> None:
        self.assertEqual(file_for("everywhere", "bcm2711", MAP), "led")
        self.assertEqual(file_for("everywhere", "bcm2835", MAP), "everywhere")
        self.assertEqual(file_for("unlisted", "bcm2712", MAP), "unlisted")
        self.assertEqual(file_for("before", "bcm2711", MAP), "led")
        self.assertEqual(file_for("unlisted", "bcm2712", None), "unlisted")

    def test_says_what_is_not_for_a_board(self) -> None:
        with self.assertRaisesRegex(Refused, "it is not for this board"):
            file_for("old", "bcm2711", MAP)
        with self.assertRaisesRegex(Refused, "it is deprecated: use led"):
            file_for("ancient", "bcm2711", MAP)
