"""QEMU's Raspberry Pi 3, started with what the firmware would start the kernel with."""

import re
from pathlib import Path

from expectations import config_txt
from expectations.boards import PI_3_B
from expectations.firmware import chosen
from machine.card import Card

# A board takes seconds for what an emulated one on a busy machine takes minutes for; systemd would give up after 90 s.
PATIENCE = "systemd.default_device_timeout_sec=600 systemd.default_timeout_start_sec=600"
# To QEMU's board the watchdog has run out as soon as it is set. systemd sets it at the beginning of the end of a
# reboot, which would come before the file systems are unmounted: so there is no such device.
NO_WATCHDOG = "systemd.watchdog_device=/dev/no-watchdog"


def command(card: Card, scratch: Path, ssh: str) -> list[str]:
    """QEMU's command line: the console on stdin and stdout; ssh (ADDRESS:PORT of ours) leads to the system's SSH."""
    files = chosen(PI_3_B, config_txt.for_boards(card.read("config.txt").decode(), PI_3_B.filters))
    kernel_arguments = as_passed_by_firmware(card.read("cmdline.txt").decode().strip())
    command = [
        "qemu-system-aarch64",
        *("-machine", "raspi3b", "-smp", "4"),
        *("-accel", "tcg,thread=multi,tb-size=512"),
        *("-kernel", str(card.copy_out(files.kernel, fresh(scratch)))),
        *("-dtb", str(card.copy_out(files.device_tree, scratch))),
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
    if files.initramfs:
        command += ["-initrd", str(card.copy_out(files.initramfs, scratch))]
    return command


def fresh(scratch: Path) -> Path:
    """The folder, empty: what an earlier start left there may be older than what is on the card."""
    scratch.mkdir(exist_ok=True)
    for left in scratch.iterdir():
        left.unlink()
    return scratch


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
