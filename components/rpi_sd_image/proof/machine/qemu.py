"""QEMU's Raspberry Pi 3, started with what the firmware would start the kernel with."""

import re
from pathlib import Path

from machine.card import Card

# The names that device trees have in mainline Linux and in the Raspberry Pi's own.
MAINLINE_TREE = "bcm2837-rpi-3-b.dtb"
RASPBERRY_PI_TREE = "bcm2710-rpi-3-b.dtb"
# A board takes seconds for what an emulated one on a busy machine takes minutes for; systemd would give up after 90 s.
PATIENCE = "systemd.default_device_timeout_sec=600 systemd.default_timeout_start_sec=600"
# To QEMU's board the watchdog has run out as soon as it is set. systemd sets it at the beginning of the end of a reboot, which would
# come before the file systems are unmounted: so there is no such device.
NO_WATCHDOG = "systemd.watchdog_device=/dev/no-watchdog"


def command(card: Card, scratch: Path, ssh: str) -> list[str]:
    """The command line of QEMU: the console on stdin and stdout, and ssh (ADDRESS:PORT of ours) leads to the system's SSH."""
    settings = firmware_settings(card)
    mainline = settings.get("upstream_kernel") == "1"
    kernel_arguments = as_passed_by_firmware(card.read("cmdline.txt").decode().strip())
    command = [
        "qemu-system-aarch64",
        *("-machine", "raspi3b", "-smp", "4"),
        *("-accel", "tcg,thread=multi,tb-size=512"),
        *("-kernel", str(card.copy_out(settings.get("kernel", "kernel8.img"), fresh(scratch)))),
        *("-dtb", str(card.copy_out(MAINLINE_TREE if mainline else RASPBERRY_PI_TREE, scratch))),
        *("-append", f"{kernel_arguments} {PATIENCE} {NO_WATCHDOG}"),
        *disk(card),
        *("-netdev", f"user,id=network,hostfwd=tcp:{ssh}-:22"),
        *("-device", "usb-net,netdev=network"),
        *("-display", "none", "-monitor", "none"),
        # A reboot begins with the firmware, which reads kernel and arguments from the card again.
        "-no-reboot",
        *("-chardev", "stdio,id=console,signal=off"),
        *serial_ports(kernel_arguments),
    ]
    if "initramfs" in settings:
        command += ["-initrd", str(card.copy_out(settings["initramfs"].split()[0], scratch))]
    return command


def fresh(scratch: Path) -> Path:
    """The folder, empty: what an earlier start left there may be older than what is on the card."""
    scratch.mkdir(exist_ok=True)
    for left in scratch.iterdir():
        left.unlink()
    return scratch


def firmware_settings(card: Card) -> dict[str, str]:
    """The settings of config.txt for all boards; "initramfs" is the only one that is written without an equals sign."""
    settings: dict[str, str] = {}
    applies = True
    for line in card.read("config.txt").decode().splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            applies = line in ("[all]", "[pi3]")
        elif applies and line:
            name, _, value = line.replace(" ", "=", 1).partition("=")
            settings[name] = value
    return settings


def as_passed_by_firmware(arguments: str) -> str:
    """The firmware puts the console's name in place of serial0: on a Pi 3 the mini UART, the PL011 is for Bluetooth."""
    return arguments.replace("console=serial0", "8250.nr_uarts=1 console=ttyS0")


def serial_ports(kernel_arguments: str) -> list[str]:
    """QEMU's first serial port is the PL011 (ttyAMA0), the second the mini UART (ttyS1 in mainline)."""
    if re.search(r"console=ttyAMA", kernel_arguments):
        return ["-serial", "chardev:console", "-serial", "null"]
    return ["-serial", "null", "-serial", "chardev:console"]


def disk(card: Card) -> list[str]:
    """Flushes are left out: what the machine has written is in the file, also when QEMU is killed."""
    drive = f"format=raw,cache=unsafe,file={card.path}"
    if card.fits_the_slot:
        return ["-drive", f"if=sd,{drive}"]
    return ["-drive", f"if=none,id=card,{drive}", "-device", "usb-storage,drive=card"]
