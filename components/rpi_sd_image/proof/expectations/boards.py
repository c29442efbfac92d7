"""The boards that a 64-bit system supports, and what each one reads from the boot partition."""

from dataclasses import dataclass

PI_3_FIRMWARE = ("bootcode.bin", "start.elf", "fixup.dat")
PI_4_FIRMWARE = ("start4.elf", "fixup4.dat")
# The Pi 5 has all of its firmware in its EEPROM.
PI_5_FIRMWARE = ()


@dataclass(frozen=True)
class Radio:
    """A Wi-Fi and Bluetooth chip, by the names that Linux's drivers have for its firmware in /lib/firmware/brcm."""

    wifi: str
    bluetooth: str


BCM43438 = Radio("brcmfmac43430-sdio", "BCM43430A1")
BCM43455 = Radio("brcmfmac43455-sdio", "BCM4345C0")
BCM43456 = Radio("brcmfmac43456-sdio", "BCM4345C5")


@dataclass(frozen=True)
class Board:
    """A model of the Raspberry Pi.

    mainline, raspberry_pi: the file names of its device tree in mainline Linux and in the Raspberry Pi's own kernels
    compatible: the values of `compatible` in a device tree for this board
    firmware: the firmware files that it needs
    filters: the sections of config.txt that apply to it
    radio: None if it has none
    """

    mainline: str
    raspberry_pi: str
    compatible: tuple[str, ...]
    firmware: tuple[str, ...]
    filters: tuple[str, ...]
    radio: Radio | None = None


BOARDS = {
    "Pi 3 B": Board(
        "bcm2837-rpi-3-b.dtb", "bcm2710-rpi-3-b.dtb", ("raspberrypi,3-model-b",), PI_3_FIRMWARE, ("pi3",), BCM43438
    ),
    "Pi 3 B+": Board(
        "bcm2837-rpi-3-b-plus.dtb",
        "bcm2710-rpi-3-b-plus.dtb",
        ("raspberrypi,3-model-b-plus",),
        PI_3_FIRMWARE,
        ("pi3", "pi3+"),
        BCM43455,
    ),
    # The Raspberry Pi's kernels have no separate tree for it.
    "Pi 3 A+": Board(
        "bcm2837-rpi-3-a-plus.dtb",
        "bcm2710-rpi-3-b-plus.dtb",
        ("raspberrypi,3-model-a-plus", "raspberrypi,3-model-b-plus"),
        PI_3_FIRMWARE,
        ("pi3", "pi3+"),
        BCM43455,
    ),
    "Zero 2 W": Board(
        "bcm2837-rpi-zero-2-w.dtb",
        "bcm2710-rpi-zero-2-w.dtb",
        ("raspberrypi,model-zero-2-w", "raspberrypi,model-zero-2"),
        PI_3_FIRMWARE,
        ("pi02", "pi3"),
        # Some have others, such as the 43436.
        BCM43438,
    ),
    "CM3": Board(
        "bcm2837-rpi-cm3-io3.dtb",
        "bcm2710-rpi-cm3.dtb",
        ("raspberrypi,3-compute-module",),
        PI_3_FIRMWARE,
        ("pi3", "cm3"),
    ),
    "Pi 4 B": Board(
        "bcm2711-rpi-4-b.dtb", "bcm2711-rpi-4-b.dtb", ("raspberrypi,4-model-b",), PI_4_FIRMWARE, ("pi4",), BCM43455
    ),
    "Pi 400": Board(
        "bcm2711-rpi-400.dtb", "bcm2711-rpi-400.dtb", ("raspberrypi,400",), PI_4_FIRMWARE, ("pi4", "pi400"), BCM43456
    ),
    "CM4": Board(
        "bcm2711-rpi-cm4.dtb",
        "bcm2711-rpi-cm4.dtb",
        ("raspberrypi,4-compute-module",),
        PI_4_FIRMWARE,
        ("pi4", "cm4"),
        BCM43455,
    ),
    "Pi 5": Board(
        "bcm2712-rpi-5-b.dtb", "bcm2712-rpi-5-b.dtb", ("raspberrypi,5-model-b",), PI_5_FIRMWARE, ("pi5",), BCM43455
    ),
    # The second stepping of the same chip. Newer firmware takes the tree above and applies overlays/bcm2712d0.dtbo.
    "Pi 5 (D0)": Board(
        "bcm2712-d-rpi-5-b.dtb", "bcm2712d0-rpi-5-b.dtb", ("raspberrypi,5-model-b",), PI_5_FIRMWARE, ("pi5",), BCM43455
    ),
}
