import tempfile
from pathlib import Path
from unittest import TestCase

from testing.trees import encode, node, text

from expectations.boards import BOARDS
from expectations.device_tree import parse
from machine.failure import BootFailure
from machine.model import Model


class AdaptedTree(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name) / "board.dtb"
        self.tree.write_bytes(encode(node("", node("soc", node("hdmi@1", status=text("okay")), node("usb@2")))))

    def test_devices_that_qemu_lacks_are_disabled_where_the_kernel_has_them(self) -> None:
        PI_4.adapt(self.tree)
        expected = node("", node("soc", node("hdmi@1", status=text("disabled")), node("usb@2", mode=text("host"))))
        self.assertEqual(parse(self.tree.read_bytes()), expected)

    def test_a_tree_that_cannot_be_changed(self) -> None:
        self.tree.write_bytes(b"no tree")
        with self.assertRaisesRegex(BootFailure, "board.dtb: /soc/usb@2 has not got mode = host: .*FDT_ERR"):
            PI_4.adapt(self.tree)


PI_4 = Model(
    BOARDS["Pi 4 B"], missing=("/soc/hdmi@1", "/soc/not-in-this-kernel"), changes=(("/soc/usb@2", "mode", "host"),)
)
