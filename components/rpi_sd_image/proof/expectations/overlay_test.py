import copy
from unittest import TestCase

from testing.trees import cells, node, text

from expectations.device_tree import Node
from expectations.overlay import Refused, merge, resolve

BASE = node(
    "",
    node("gpio", phandle=cells(3)),
    node("spi", status=text("disabled")),
    node("chosen", bootargs=text("quiet")),
    node("__symbols__", gpio=text("/gpio"), spi=text("/spi"), i2c1=text("/spi")),
)


def fragment(number: int, content: Node, **target: bytes) -> Node:
    return node(f"fragment@{number}", content, **target)


def active(*children: Node, **properties: bytes) -> Node:
    return node("__overlay__", *children, **properties)


def merged(*parts: Node) -> Node:
    base, overlay = copy.deepcopy(BASE), node("", *parts)
    resolve(base, overlay)
    merge(base, overlay)
    return base


class Merging(TestCase):
    def test_a_label_of_the_base_is_a_target_even_without_a_phandle(self) -> None:
        base = merged(
            fragment(0, active(status=text("okay")), target=cells(0xFFFFFFFF)),
            node("__fixups__", spi=text("/fragment@0:target:0")),
        )
        self.assertEqual(base.children["spi"].texts("status"), ("okay",))

    def test_the_firmwares_labels_of_buses_are_known(self) -> None:
        fixups = Node("__fixups__", {"i2c_arm": text("/fragment@0:target:0")})
        base = merged(fragment(0, active(status=text("okay")), target=cells(0xFFFFFFFF)), fixups)
        self.assertEqual(base.children["spi"].texts("status"), ("okay",))

    def test_new_nodes_get_phandles_that_the_base_does_not_have(self) -> None:
        pins = node("pins", phandle=cells(1))
        device = node("device", pinctrl_0=cells(1))
        base = merged(
            fragment(0, active(pins, device), target_path=text("/")),
            node("__local_fixups__", node("fragment@0", active(node("device", pinctrl_0=cells(0))))),
        )
        self.assertEqual(base.children["pins"].cell("phandle"), 4)
        self.assertEqual(base.children["device"].cell("pinctrl-0"), 4)

    def test_a_node_keeps_its_phandle_and_the_overlay_refers_to_that(self) -> None:
        base = merged(
            fragment(0, active(phandle=cells(1)), target_path=text("/gpio")),
            fragment(1, active(gpios=cells(1, 5)), target_path=text("/spi")),
            node("__local_fixups__", node("fragment@1", active(gpios=cells(0)))),
        )
        self.assertEqual(base.children["gpio"].cell("phandle"), 3)
        self.assertEqual(base.children["spi"].properties["gpios"], cells(3, 5))

    def test_a_dormant_fragment_does_nothing(self) -> None:
        self.assertEqual(merged(fragment(0, node("__dormant__", on=b""), target_path=text("/"))), BASE)

    def test_a_fragment_can_change_another_one(self) -> None:
        base = merged(
            fragment(0, active(node("led", phandle=cells(1))), target_path=text("/")),
            fragment(1, active(bright=b""), target=cells(1)),
            node("__local_fixups__", node("fragment@1", target=cells(0))),
        )
        self.assertIn("bright", base.children["led"].properties)

    def test_kernel_arguments_are_added_to_those_there(self) -> None:
        base = merged(fragment(0, active(bootargs=text("splash")), target_path=text("/chosen")))
        self.assertEqual(base.children["chosen"].texts("bootargs"), ("quiet splash",))

    def test_what_the_base_lacks_is_refused(self) -> None:
        with self.assertRaisesRegex(Refused, "device tree has no pwm"):
            merged(fragment(0, active(), target=cells(0)), node("__fixups__", pwm=text("/fragment@0:target:0")))
        with self.assertRaisesRegex(Refused, "the target of its fragment@0 is not in"):
            merged(fragment(0, active(), target_path=text("/soc")))
