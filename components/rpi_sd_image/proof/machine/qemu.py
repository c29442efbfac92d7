"""QEMU's Raspberry Pi, started with the kernel, device tree and arguments that the firmware would use."""

import re
from collections.abc import Mapping
from pathlib import Path

from expectations import config_txt
from expectations.firmware import chosen
from machine.card import Card
from machine.model import MODELS
from machine.network import Network

# What takes a board seconds can take an emulated one minutes on a busy machine. systemd's default limit is 90 s.
PATIENCE = "systemd.default_device_timeout_sec=600 systemd.default_timeout_start_sec=600"
# QEMU's watchdog runs out as soon as it is set. systemd sets it at the beginning of a reboot, which would then happen
# before the file systems are unmounted. Therefore systemd gets a device that does not exist.
NO_WATCHDOG = "systemd.watchdog_device=/dev/no-watchdog"
# Of the Raspberry Pi Foundation. Linux gives a USB adapter with QEMU's own, which is a local address, the name usb0.
WIRED_ADDRESS = "b8:27:eb:00:00:01"


def command(
    machine: str, card: Card, scratch: Path, forwarded: Mapping[str, int], network: Network, arguments: str = ""
) -> list[str]:
    """Returns QEMU's command line. The console is on stdin and stdout.

    machine: one of MODELS
    forwarded: ports of the system, by the ADDRESS:PORT of this container that leads there
    arguments: further arguments for the kernel
    """
    model = MODELS[machine]
    board = model.board
    files = chosen(board, config_txt.for_boards(card.read("config.txt").decode(), board.filters), card.has)
    arguments_of_card = card.read(files.arguments).decode().strip()
    kernel_arguments = on_pl011(arguments_of_card) if model.pl011 else as_passed_by_firmware(arguments_of_card)
    command = [
        "qemu-system-aarch64",
        *("-machine", machine, "-smp", "4"),
        *("-accel", "tcg,thread=multi,tb-size=512"),
        *("-kernel", str(card.copy_out(files.kernel, fresh(scratch)))),
        *("-dtb", str(model.adapt(card.copy_out(files.device_tree, scratch)))),
        *("-append", f"{kernel_arguments} {PATIENCE} {NO_WATCHDOG} {arguments}".rstrip()),
        *disk(card, model.slot),
        *("-netdev", ",".join([f"user,id=network{network.options}", *ports(forwarded, network)])),
        *("-device", f"usb-net,netdev=network,mac={WIRED_ADDRESS}"),
        *("-display", "none", "-monitor", "none"),
        # On a reboot, QEMU ends. The next start reads kernel and arguments from the card again, as the firmware does.
        "-no-reboot",
        *("-chardev", "stdio,id=console,signal=off"),
        *serial_ports(kernel_arguments),
    ]
    if files.initramfs:
        command += ["-initrd", str(card.copy_out(files.initramfs, scratch))]
    return command


def ports(forwarded: Mapping[str, int], network: Network) -> list[str]:
    return [f"hostfwd=tcp:{here}-{network.board}:{port}" for here, port in forwarded.items()]


def fresh(scratch: Path) -> Path:
    """Empties and returns the folder, because files of an earlier start may be outdated."""
    scratch.mkdir(exist_ok=True)
    for left in scratch.iterdir():
        left.unlink()
    return scratch


def as_passed_by_firmware(arguments: str) -> str:
    """Replaces serial0 as the firmware does: by the mini UART on a Pi 3, where the PL011 is used for Bluetooth."""
    return arguments.replace("console=serial0", "8250.nr_uarts=1 console=ttyS0")


def on_pl011(arguments: str) -> str:
    """Puts each serial console on the PL011. Linux would not use it at all if another port of the same kind (ttyAMA10,
    of the Pi 5) came before it."""
    return re.sub(r"console=(serial0|tty(?:S|AMA)[0-9]+)\b", "console=ttyAMA0", arguments)


def serial_ports(kernel_arguments: str) -> list[str]:
    """Returns options that connect the console. QEMU's first serial port is the PL011 (ttyAMA0), the second is the mini
    UART (ttyS1 in mainline)."""
    if re.search(r"console=ttyAMA0\b", kernel_arguments):
        return ["-serial", "chardev:console", "-serial", "null"]
    return ["-serial", "null", "-serial", "chardev:console"]


def disk(card: Card, slot: bool) -> list[str]:
    """Returns options for the card, as an SD card or else as a disk on USB. With cache=unsafe, flushes are ignored:
    written data is in the file even if QEMU is killed."""
    drive = f"format=raw,cache=unsafe,file={card.path}"
    if slot and card.fits_the_slot:
        return ["-drive", f"if=sd,{drive}"]
    return ["-drive", f"if=none,id=card,{drive}", "-device", "usb-storage,drive=card"]
