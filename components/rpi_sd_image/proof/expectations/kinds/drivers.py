from collections.abc import Iterator, Mapping

from expectations import kernel
from expectations.boards import BOARDS, Board
from expectations.device_tree import devices
from expectations.firmware import settings_of
from expectations.firmware_tree import tree_for
from expectations.kernel_modules import DeviceModules
from expectations.kinds.boards import check_names
from expectations.kinds.forms import Mapping as MappingForm
from expectations.kinds.forms import Texts
from expectations.kinds.kind import Default, Kind, Required
from systems.system import System


class Drivers(Kind):
    """Drivers for the boards' devices. The kernel on the boot partition, or one of its modules, has a driver for each
    device that is enabled in a board's device tree, after the overlays and parameters of config.txt. Only mainline
    Linux's device trees are judged, those of boards for which config.txt has `upstream_kernel=1`. Whether they are
    there and complete is for `boards` to say."""

    name = "drivers"
    boards = Required(Texts(), f"some of {', '.join(BOARDS)}", key="drivers")
    without = Default(MappingForm(), "compatible strings of devices that need no driver, each with the reason", {})

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        check_names(cls.boards.read(data))

    def judge(self, system: System) -> Iterator[str]:
        image, modules = kernel.kernel_image(system), DeviceModules(system)

        def is_driven(compatible: str) -> bool:
            # The tables of built-in drivers are in the image, and not all are in modules.builtin.modinfo.
            return compatible in self.without or modules.are_for(compatible) or f"{compatible}\0".encode() in image

        for name in self.boards:
            found = list(devices_of(system, BOARDS[name]))
            loaded = modules.loaded_for(one for _, compatible in found for one in compatible)
            for device, compatible in found:
                if not any(is_driven(one) or modules.one_drives(loaded, one) for one in compatible):
                    yield f"{name}: {device} has no driver: none is for {' or '.join(compatible)}"


def devices_of(system: System, board: Board) -> list[tuple[str, tuple[str, ...]]]:
    if settings_of(system, board).get("upstream_kernel") != "1":
        return []
    changed = tree_for(system, board)
    return list(devices(changed.tree)) if changed else []
