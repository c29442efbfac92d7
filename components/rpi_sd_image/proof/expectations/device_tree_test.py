from unittest import TestCase

from testing.trees import cells, encode, node, text

from expectations.device_tree import Damaged, devices, parse

TREE = node(
    "",
    node("soc@7e000000", node("uart", compatible=text("arm,pl011", "arm,primecell"), phandle=cells(7))),
    node("led", compatible=text("gpio-leds"), status=text("disabled")),
    compatible=text("raspberrypi,3-model-b", "brcm,bcm2837"),
)


class Parsing(TestCase):
    def test_nodes_and_properties_are_those_that_were_written(self) -> None:
        self.assertEqual(parse(encode(TREE)), TREE)

    def test_what_is_cut_off_or_something_else_is_damaged(self) -> None:
        for blob in (encode(TREE)[:150], b"", b"kernel" * 20):
            with self.assertRaises(Damaged):
                parse(blob)


class Nodes(TestCase):
    def test_are_found_by_path_with_and_without_their_address(self) -> None:
        for path in ("/soc@7e000000/uart", "/soc/uart", "soc/uart/"):
            self.assertIs(TREE.find(path), TREE.children["soc@7e000000"].children["uart"])
        self.assertIs(TREE.find("/"), TREE)
        self.assertIsNone(TREE.find("/soc/spi"))

    def test_are_found_by_phandle(self) -> None:
        self.assertIs(TREE.with_phandle(7), TREE.find("/soc/uart"))
        self.assertIsNone(TREE.with_phandle(8))

    def test_have_texts_and_cells(self) -> None:
        self.assertEqual(TREE.texts("compatible"), ("raspberrypi,3-model-b", "brcm,bcm2837"))
        self.assertEqual((TREE.texts("model"), TREE.cell("model")), ((), None))

    def test_that_are_enabled_are_devices(self) -> None:
        self.assertEqual(list(devices(TREE)), [("uart", ("arm,pl011", "arm,primecell"))])
