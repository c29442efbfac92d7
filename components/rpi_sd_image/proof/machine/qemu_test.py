import tempfile
from pathlib import Path
from unittest import TestCase

from testing.trees import encode, node

from machine.card import Card
from machine.network import USUAL, Network
from machine.qemu import command
from systems.system import MEGABYTE

TREE = encode(node("", node("soc", node("usb@7e980000"))))


class CardOfFiles(Card):
    """A card whose files are in memory."""

    def __init__(self, size: int, **files: str) -> None:
        super().__init__(Path("/card.img"), size, MEGABYTE)
        self.files = {name.replace("_", "."): content for name, content in files.items()}

    def read(self, name: str) -> bytes:
        return self.files[name].encode()

    def has(self, name: str) -> bool:
        return True

    def copy_out(self, name: str, folder: Path) -> Path:
        copy = folder / Path(name).name
        copy.write_bytes(TREE if name.endswith(".dtb") else f"content of {name}".encode())
        return copy


def started(
    config: str,
    arguments: str = "root=/dev/sda console=serial0,115200",
    size: int = 1 << 30,
    network: Network = USUAL,
    further: str = "",
    machine: str = "raspi3b",
) -> dict[str, str]:
    """Returns QEMU's options with their values. The values of repeated options are joined."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "firmware"
        scratch.mkdir()
        (scratch / "old").touch()
        card = CardOfFiles(size, config_txt=config, cmdline_txt=arguments)
        words = command(machine, card, scratch, {"127.0.0.1:2222": 22, "127.0.0.1:2223": 65022}, network, further)
        assert not (scratch / "old").exists()
    options: dict[str, str] = {}
    name = ""
    for word in words[1:]:
        if word.startswith("-"):
            name = word
        else:
            options[name] = f"{options[name]} {word}" if name in options else word.replace(f"{folder}/", "")
    return options


class CommandLine(TestCase):
    def test_the_network_has_the_name_that_it_has_on_boards(self) -> None:
        # A bit of the first byte says that an address is a local one. Linux calls such an adapter usb0.
        first = started("")["-device"].rpartition("mac=")[2].partition(":")[0]
        self.assertEqual(int(first, 16) & 2, 0)

    def test_a_mainline_kernel(self) -> None:
        options = started("kernel = kernel8.img\nupstream_kernel=1\n[pi4]\nkernel=other.img\n")
        self.assertEqual(options["-kernel"], "firmware/kernel8.img")
        self.assertEqual(options["-dtb"], "firmware/bcm2837-rpi-3-b.dtb")
        self.assertNotIn("-initrd", options)
        forwarded = "hostfwd=tcp:127.0.0.1:2222-:22,hostfwd=tcp:127.0.0.1:2223-:65022"
        self.assertEqual(options["-netdev"], f"user,id=network,{forwarded}")

    def test_the_network_of_a_static_address(self) -> None:
        network = Network("10.1.0.9", "10.1.0.1", ",net=10.1.0.0/24")
        self.assertEqual(
            started("", network=network)["-netdev"],
            "user,id=network,net=10.1.0.0/24,"
            "hostfwd=tcp:127.0.0.1:2222-10.1.0.9:22,hostfwd=tcp:127.0.0.1:2223-10.1.0.9:65022",
        )

    def test_a_kernel_of_the_raspberry_pi(self) -> None:
        options = started("initramfs initramfs.img followkernel\n[pi3]\nkernel=k.img\n[all]\n")
        self.assertEqual(options["-kernel"], "firmware/k.img")
        self.assertEqual(options["-dtb"], "firmware/bcm2710-rpi-3-b.dtb")
        self.assertEqual(options["-initrd"], "firmware/initramfs.img")

    def test_the_console_follows_the_kernel_arguments(self) -> None:
        mini = started("")
        self.assertTrue(mini["-append"].startswith("root=/dev/sda 8250.nr_uarts=1 console=ttyS0,115200 "))
        self.assertEqual(mini["-serial"], "null chardev:console")
        self.assertEqual(started("", "console=ttyAMA0")["-serial"], "chardev:console null")
        # The Pi 5's console, which QEMU's board does not have.
        self.assertEqual(started("", "console=ttyAMA10,115200 console=ttyS1")["-serial"], "null chardev:console")
        self.assertEqual(started("", "console=ttyS1")["-serial"], "null chardev:console")

    def test_a_pi_4_has_console_card_and_network_where_qemu_has_them(self) -> None:
        config = "kernel=kernel8.img\n[pi4]\ninitramfs four.img followkernel\n"
        options = started(config, "console=tty1 console=ttyAMA10,9600 console=serial0 rootwait", machine="raspi4b")
        self.assertEqual(options["-machine"], "raspi4b")
        self.assertEqual(options["-dtb"], "firmware/bcm2711-rpi-4-b.dtb")
        self.assertEqual(options["-initrd"], "firmware/four.img")
        self.assertTrue(options["-append"].startswith("console=tty1 console=ttyAMA0,9600 console=ttyAMA0 rootwait "))
        self.assertEqual(options["-serial"], "chardev:console null")
        self.assertIn("usb-storage,drive=card", options["-device"])

    def test_further_arguments_come_last(self) -> None:
        self.assertTrue(started("", further="quiet")["-append"].endswith(" quiet"))

    def test_a_card_of_another_size_is_a_disk_on_usb(self) -> None:
        self.assertEqual(started("")["-drive"], "if=sd,format=raw,cache=unsafe,file=/card.img")
        options = started("", size=(1 << 30) + MEGABYTE)
        self.assertEqual(options["-drive"], "if=none,id=card,format=raw,cache=unsafe,file=/card.img")
        self.assertIn("usb-storage,drive=card", options["-device"])
