import lzma
from unittest import TestCase

from testing.judged import judged
from testing.memory_system import MemorySystem
from testing.trees import cells, encode, node, text

from expectations.device_tree import Node
from expectations.kinds.drivers import Drivers

RELEASE = "7.3.4-v8"
PI_3 = "/boot/firmware/bcm2837-rpi-3-b.dtb"


def device(name: str, compatible: str, status: str, *below: Node) -> Node:
    """compatible, status: no such property if it is empty."""
    found = node(name, *below)
    for key, value in (("compatible", compatible), ("status", status)):
        if value:
            found.properties[key] = text(value)
    return found


def tree(*devices: tuple[str, str, str], below: tuple[str, str, str] | None = None) -> bytes:
    """devices: name, compatible strings and status; no status if it is empty. below: a device below the last."""
    nodes = [device(*one) for one in devices]
    if below:
        nodes[-1] = device(*devices[-1], device(*below))
    return encode(node("", *nodes, compatible=text("raspberrypi,3-model-b")))


def system(content: bytes, config: str = "upstream_kernel=1") -> MemorySystem:
    kernel = bytes(0x38) + b"ARM\x64" + f"Linux version {RELEASE} (x)".encode() + b"\0brcm,built-in\0"
    return MemorySystem(
        {
            "/boot/firmware/config.txt": config,
            "/boot/firmware/kernel8.img": kernel,
            f"/usr/lib/modules/{RELEASE}/modules.alias": "alias of:N*T*Cbrcm,module cargo\n"
            "alias of:N*T*Cbrcm,moduleC* cargo\nalias usb:v1 other\n",
            f"/usr/lib/modules/{RELEASE}/modules.dep": "kernel/cargo.ko.xz:\nkernel/other-one.ko.xz:\n",
            f"/usr/lib/modules/{RELEASE}/kernel/cargo.ko.xz": lzma.compress(b"\0brcm,crate\0brcm,module\0"),
            f"/usr/lib/modules/{RELEASE}/kernel/other-one.ko.xz": lzma.compress(b"\0brcm,kraken\0"),
            PI_3: content,
        }
    )


class DriversOfDevices(TestCase):
    def judged(self, there: MemorySystem, **more: object) -> list[str]:
        return judged(Drivers, there, drivers="Pi 3 B", **more)

    def test_built_in_or_a_module(self) -> None:
        devices = (("a", "brcm,built-in", ""), ("b", "brcm,new\0brcm,module", "okay"), ("no-device", "", ""))
        self.assertEqual(self.judged(system(tree(*devices))), [])

    def test_a_module_that_is_loaded_for_another_device(self) -> None:
        self.assertEqual(self.judged(system(tree(("a", "brcm,module", ""), ("b", "brcm,crate", "")))), [])
        self.assertEqual(len(self.judged(system(tree(("b", "brcm,crate", ""))))), 1)

    def test_a_module_that_the_system_says_it_is_for(self) -> None:
        there = system(tree(("a", "sea,shell", "")))
        there.add("/usr/lib/modprobe.d/own.conf", "# Shells.\nalias of:N*T*Csea,shell shell\n")
        self.assertEqual(self.judged(there), [])

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

    def test_a_device_that_config_txt_switches_on(self) -> None:
        kraken = node("kraken", compatible=text("brcm,kraken"), status=text("disabled"), phandle=cells(1))
        content = node("", kraken, node("__overrides__", kraken=cells(1) + text("status")))
        config = "upstream_kernel=1\n[pi3]\ndtparam=kraken=on"
        self.assertEqual(self.judged(system(encode(content), "upstream_kernel=1")), [])
        self.assertEqual(len(self.judged(system(encode(content), config))), 1)

    def test_the_raspberry_pis_own_device_trees_are_not_judged(self) -> None:
        self.assertEqual(self.judged(system(tree(("a", "x,a", "")), config="")), [])

    def test_device_trees_that_are_missing_or_damaged_are_not_judged(self) -> None:
        self.assertEqual(self.judged(system(tree(("a", "x,a", ""))[:100])), [])
        there = system(b"")
        there.remove(PI_3)
        self.assertEqual(self.judged(there), [])
