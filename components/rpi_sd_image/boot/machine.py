"""QEMU's Raspberry Pi 3, started with what the firmware would start the kernel with."""

import re
from pathlib import Path

from card import Card

# The names that device trees have in mainline Linux and in the Raspberry Pi's own.
MAINLINE_TREE = "bcm2837-rpi-3-b.dtb"
RASPBERRY_PI_TREE = "bcm2710-rpi-3-b.dtb"


def command(card: Card, disk: Path) -> list[str]:
    """The command line of QEMU: the card in the slot, disk on USB, the console on stdin and stdout."""
    settings = card.firmware_settings()
    mainline = settings.get("upstream_kernel") == "1"
    kernel_arguments = as_passed_by_firmware(card.boot_file("cmdline.txt").read_text().strip())
    command = [
        "qemu-system-aarch64",
        *("-machine", "raspi3b", "-smp", "4"),
        *("-accel", "tcg,thread=multi,tb-size=512"),
        *("-kernel", str(card.boot_file(settings.get("kernel", "kernel8.img")))),
        *("-dtb", str(card.boot_file(MAINLINE_TREE if mainline else RASPBERRY_PI_TREE))),
        *("-append", kernel_arguments),
        # What is written matters until the machine is off.
        *("-drive", f"if=sd,format=raw,cache=unsafe,file={card.path}"),
        *("-drive", f"if=none,id=payload,format=raw,readonly=on,file={disk}"),
        *("-device", "usb-storage,drive=payload"),
        *("-netdev", "user,id=network"),
        *("-device", "usb-net,netdev=network"),
        *("-display", "none", "-monitor", "none", "-no-reboot"),
        *("-chardev", "stdio,id=console,signal=off"),
        *serial_ports(kernel_arguments),
    ]
    if "initramfs" in settings:
        command += ["-initrd", str(card.boot_file(settings["initramfs"].split()[0]))]
    return command


def as_passed_by_firmware(arguments: str) -> str:
    """The firmware puts the console's name in place of serial0: on a Pi 3 the mini UART, the PL011 is for Bluetooth."""
    return arguments.replace("console=serial0", "8250.nr_uarts=1 console=ttyS0")


def serial_ports(kernel_arguments: str) -> list[str]:
    """QEMU's first serial port is the PL011 (ttyAMA0), the second the mini UART (ttyS1 in mainline)."""
    if re.search(r"console=ttyAMA", kernel_arguments):
        return ["-serial", "chardev:console", "-serial", "null"]
    return ["-serial", "null", "-serial", "chardev:console"]
