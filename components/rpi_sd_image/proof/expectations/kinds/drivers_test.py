from unittest import TestCase

import libfdt
from testing.judged import judged
from testing.memory_system import MemorySystem

from expectations.kinds.drivers import Drivers

RELEASE = "7.3.4-v8"
PI_3 = "/boot/firmware/bcm2837-rpi-3-b.dtb"


def tree(*devices: tuple[str, str, str], below: tuple[str, str, str] | None = None) -> bytes:
    """devices: name, compatible strings and status; no status if it is empty. below: a device below the last."""
    writer = libfdt.FdtSw(4096)
    writer.finish_reservemap()
    writer.begin_node("")
    writer.property("compatible", b"raspberrypi,3-model-b\0")
    for device in devices:
        begin(writer, *device)
        if below and device == devices[-1]:
            begin(writer, *below)
            writer.end_node()
        writer.end_node()
    writer.end_node()
    return bytes(writer.as_fdt().as_bytearray())


def begin(writer: libfdt.FdtSw, name: str, compatible: str, status: str) -> None:
    writer.begin_node(name)
    if compatible:
        writer.property("compatible", f"{compatible}\0".encode())
    if status:
        writer.property("status", f"{status}\0".encode())


def system(content: bytes, config: str = "upstream_kernel=1") -> MemorySystem:
    kernel = bytes(0x38) + b"ARM\x64" + f"Linux version {RELEASE} (x)".encode() + b"\0brcm,built-in\0"
    return MemorySystem(
        {
            "/boot/firmware/config.txt": config,
            "/boot/firmware/kernel8.img": kernel,
            f"/usr/lib/modules/{RELEASE}/modules.alias": "alias of:N*T*Cbrcm,module cargo\n"
            "alias of:N*T*Cbrcm,moduleC* cargo\nalias usb:v1 other\n",
            PI_3: content,
        }
    )


class DriversOfDevices(TestCase):
    def judged(self, there: MemorySystem, **more: object) -> list[str]:
        return judged(Drivers, there, drivers="Pi 3 B", **more)

    def test_built_in_or_a_module(self) -> None:
        devices = (("a", "brcm,built-in", ""), ("b", "brcm,new\0brcm,module", "okay"), ("no-device", "", ""))
        self.assertEqual(self.judged(system(tree(*devices))), [])

    def test_a_device_without_a_driver(self) -> None:
        there = system(tree(("kraken@1", "brcm,kraken\0sea,beast", ""), ("a", "brcm,built-in", "")))
        self.assertEqual(self.judged(there), ["Pi 3 B: kraken@1 has no driver: none is for brcm,kraken or sea,beast"])
        self.assertEqual(self.judged(there, without={"sea,beast": "it sleeps"}), [])

    def test_a_part_of_a_name_does_not_count(self) -> None:
        there = system(tree(("a", "brcm,mod", ""), ("b", "brcm,built", "")))
        self.assertEqual(len(self.judged(there)), 2)

    def test_disabled_devices_and_what_is_below_them_need_no_driver(self) -> None:
        kraken = ("kraken@1", "brcm,kraken", "")
        self.assertEqual(self.judged(system(tree(("a", "x,a", "disabled"), below=kraken))), [])
        self.assertEqual(len(self.judged(system(tree(("a", "brcm,built-in", "ok"), below=kraken)))), 1)

    def test_the_raspberry_pis_own_device_trees_are_not_judged(self) -> None:
        self.assertEqual(self.judged(system(tree(("a", "x,a", "")), config="")), [])

    def test_device_trees_that_are_missing_or_damaged_are_not_judged(self) -> None:
        self.assertEqual(self.judged(system(tree(("a", "x,a", ""))[:100])), [])
        there = system(b"")
        there.remove(PI_3)
        self.assertEqual(self.judged(there), [])
