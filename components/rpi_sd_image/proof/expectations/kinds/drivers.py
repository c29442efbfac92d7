from collections.abc import Iterator, Mapping

import libfdt

from expectations import kernel
from expectations.boards import BOARDS, Board
from expectations.device_tree import devices
from expectations.firmware import BOOT, chosen_of, settings_of
from expectations.kinds.boards import check_names
from expectations.kinds.forms import Mapping as MappingForm
from expectations.kinds.forms import Texts
from expectations.kinds.kind import Default, Kind, Required
from systems.system import System

MODULES = "/usr/lib/modules"
# "alias of:N<name>T<type>C<compatible> MODULE"; with a C* behind it, for devices with more compatible strings.
ALIAS = "of:N*T*C"


class Drivers(Kind):
    """Drivers for the boards' devices. The kernel on the boot partition, or one of its modules, has a driver for each
    device that is enabled in a board's device tree. Only mainline Linux's device trees are judged, those of boards for
    which config.txt has `upstream_kernel=1`. Whether they are there and complete is for `boards` to say."""

    name = "drivers"
    boards = Required(Texts(), f"some of {', '.join(BOARDS)}", key="drivers")
    without = Default(MappingForm(), "compatible strings of devices that need no driver, each with the reason", {})

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        check_names(cls.boards.read(data))

    def judge(self, system: System) -> Iterator[str]:
        image = kernel.kernel_image(system)
        of_modules = devices_of_modules(system, f"{MODULES}/{kernel.release(system)}")

        def is_driven(compatible: str) -> bool:
            # The tables of built-in drivers are in the image, and not all are in modules.builtin.modinfo.
            return compatible in self.without or compatible in of_modules or f"{compatible}\0".encode() in image

        for name in self.boards:
            for device, compatible in devices_of(system, BOARDS[name]):
                if not any(map(is_driven, compatible)):
                    yield f"{name}: {device} has no driver: none is for {' or '.join(compatible)}"


def devices_of(system: System, board: Board) -> list[tuple[str, tuple[str, ...]]]:
    settings = settings_of(system, board)
    path = f"{BOOT}/{chosen_of(system, board).device_tree}"
    if settings.get("upstream_kernel") != "1" or system.entry(path) is None:
        return []
    try:
        return list(devices(system.read(path)))
    except libfdt.FdtException:
        return []


def devices_of_modules(system: System, folder: str) -> set[str]:
    """Returns the compatible strings that the kernel's modules are for."""
    aliases = (line.split()[1] for line in system.text(f"{folder}/modules.alias").splitlines() if ALIAS in line)
    return {alias.removeprefix(ALIAS).removesuffix("C*") for alias in aliases}
