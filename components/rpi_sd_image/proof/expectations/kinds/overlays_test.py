from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem
from testing.trees import cells, encode, node, text

from expectations.kinds.overlays import Overlays

TREE = node(
    "",
    node("spi", phandle=cells(1)),
    node("__symbols__", spi=text("/spi")),
    node("__overrides__", spi=cells(1) + text("status")),
    compatible=text("raspberrypi,3-model-b", "brcm,bcm2837"),
)


def system(config: str) -> MemorySystem:
    return MemorySystem(
        {
            "/boot/firmware/config.txt": f"upstream_kernel=1\n{config}",
            "/boot/firmware/bcm2837-rpi-3-b.dtb": encode(TREE),
            "/boot/firmware/overlays/damaged.dtbo": "nothing",
        }
    )


class OverlaysOfConfigTxt(TestCase):
    def judged(self, config: str) -> list[str]:
        return judged(Overlays, system(config), overlays=["Pi 3 B", "Pi 4 B"])

    def test_parameters_and_overlays_that_are_there(self) -> None:
        self.assertEqual(self.judged("dtparam=spi=on"), [])

    def test_are_judged_for_the_boards_that_they_are_for(self) -> None:
        self.assertEqual(self.judged("[pi4]\ndtoverlay=lamp"), [])
        self.assertEqual(
            self.judged("[pi3]\ndevice_tree_overlay=lamp"),
            ["Pi 3 B: dtoverlay=lamp: there is no overlays/lamp.dtbo"],
        )

    def test_an_overlay_that_is_damaged(self) -> None:
        self.assertEqual(
            self.judged("dtoverlay=damaged"),
            ["Pi 3 B: dtoverlay=damaged: it is not a device tree, or it is cut off"],
        )
