from unittest import TestCase

from testing.trees import cells, node, text

from expectations.device_tree import Node
from expectations.overlay import Refused
from expectations.overrides import names, set_parameter, targets


def tree(*targets: bytes) -> Node:
    """A tree with one device, whose phandle is 1, and one parameter, x."""
    device = node("device@76", phandle=cells(1), status=text("disabled"), reg=cells(0x76), gpios=cells(9, 4, 0))
    fragments = [node("fragment@0", node("__overlay__")), node("fragment@1", node("__dormant__"))]
    return node("", device, *fragments, node("__overrides__", x=b"".join(targets)))


def after(value: str, *targets: bytes) -> Node:
    changed = tree(*targets)
    set_parameter(changed, "x", value)
    return changed


def device(value: str, *targets: bytes) -> Node:
    found = after(value, *targets).with_phandle(1)
    assert found is not None
    return found


def to(form: str) -> bytes:
    """The target with this text, in the device."""
    return cells(1) + text(form)


class SettingAParameter(TestCase):
    def test_text(self) -> None:
        self.assertEqual(device("mmc0", to("linux,trigger")).texts("linux,trigger"), ("mmc0",))

    def test_status_takes_a_boolean(self) -> None:
        for value, status in (("on", "okay"), ("1", "okay"), ("off", "disabled"), ("no", "disabled"), ("okay", "okay")):
            self.assertEqual(device(value, to("status")).texts("status"), (status,))

    def test_numbers_have_a_size_and_an_offset(self) -> None:
        self.assertEqual(device("0x11", to("gpios:4")).properties["gpios"], cells(9, 17, 0))
        self.assertEqual(device("7", to("gpios.11")).properties["gpios"], cells(9, 4, 7)[:11] + b"\x07")
        self.assertEqual(device("3", to("delay;2")).properties["delay"], b"\0\0\0\3")
        self.assertEqual(device("up", to("wide#0")).properties["wide"], bytes(7) + b"\2")

    def test_booleans_are_there_or_not(self) -> None:
        self.assertIn("wakeup", device("true", to("wakeup?")).properties)
        self.assertNotIn("gpios", device("off", to("gpios?")).properties)
        self.assertNotIn("gpios", device("on", to("gpios!")).properties)

    def test_bytes(self) -> None:
        self.assertEqual(device("b8:27:eb", to("mac[")).properties["mac"], b"\xb8\x27\xeb")

    def test_an_address_is_in_the_nodes_name_too(self) -> None:
        changed = after("0x77", to("reg:0"))
        self.assertEqual(changed.children["device@77"].cell("reg"), 0x77)
        self.assertNotIn("device@76", changed.children)

    def test_the_name_itself(self) -> None:
        self.assertIn("other", after("other", to("name")).children)

    def test_several_targets(self) -> None:
        found = device("5", to("gpios:4"), to("pins:0"))
        self.assertEqual((found.properties["gpios"], found.cell("pins")), (cells(9, 5, 0), 5))

    def test_no_targets(self) -> None:
        self.assertEqual(after("on"), tree())
        self.assertEqual(names(tree()), ["x"])

    def test_a_literal(self) -> None:
        self.assertEqual(device("ignored", to("status=okay")).texts("status"), ("okay",))
        self.assertEqual(device("on", to("gpios:0="), cells(8), to("gpios:4=6")).properties["gpios"], cells(8, 6, 0))

    def test_a_table(self) -> None:
        form = to("pull:0{up=2,down=1,off=0}")
        self.assertEqual(device("up", form).cell("pull"), 2)
        with self.assertRaisesRegex(Refused, "its parameter 'x' cannot be 'left', only up, down, off"):
            after("left", form)

    def test_a_table_with_a_default_and_names_that_stay(self) -> None:
        form = to("word{a=alpha,b,='tango uniform'}")
        found = [device(value, form).texts("word")[0] for value in ("a", "b", "z")]
        self.assertEqual(found, ["alpha", "b", "tango uniform"])
        self.assertEqual(device("z", to("word{a=alpha,}")).texts("word"), ("z",))

    def test_a_table_with_cells(self) -> None:
        form = to("bus:0{0=") + cells(40) + text("1=") + cells(41) + text("}")
        self.assertEqual(device("1", form, to("pins:0")).cell("bus"), 41)

    def test_fragments(self) -> None:
        def states(value: str, switches: str) -> list[str]:
            changed = after(value, cells(0) + text(switches))
            return [next(iter(changed.children[f"fragment@{number}"].children)) for number in (0, 1)]

        self.assertEqual(states("off", "-0+1"), ["__dormant__", "__overlay__"])
        self.assertEqual(states("on", "=1"), ["__overlay__", "__overlay__"])
        self.assertEqual(states("anything", "=1"), ["__overlay__", "__overlay__"])
        self.assertEqual(states("off", "=0!1"), ["__dormant__", "__overlay__"])
        with self.assertRaisesRegex(Refused, "it has no fragment 7"):
            states("on", "+7")

    def test_what_is_no_number(self) -> None:
        with self.assertRaisesRegex(Refused, "'left' is not a number"):
            after("left", to("gpios:4"))

    def test_a_node_that_is_not_there(self) -> None:
        with self.assertRaisesRegex(Refused, "is for a node that is not there"):
            after("on", cells(5) + text("status"))

    def test_what_is_damaged(self) -> None:
        for value in (cells(1), to("gpios:0="), to("word{a=b"), cells(0) + text("&1")):
            with self.assertRaisesRegex(Refused, "'x' is damaged"):
                targets(tree(value), "x")
