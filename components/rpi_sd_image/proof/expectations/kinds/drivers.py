from collections.abc import Iterator, Mapping

from expectations import kernel
from expectations.boards import BOARDS, Board
from expectations.device_tree import devices
from expectations.firmware import settings_of
from expectations.firmware_tree import tree_for
from expectations.kinds.boards import check_names
from expectations.kinds.forms import Mapping as MappingForm
from expectations.kinds.forms import Texts
from expectations.kinds.kind import Default, Kind, Required
from systems.system import System

MODULES = "/usr/lib/modules"
SETTINGS = "/usr/lib/modprobe.d/*.conf"
# "alias of:N<name>T<type>C<compatible> MODULE"; with a C* behind it, for devices with more compatible strings.
ALIAS = "of:N*T*C"


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
    if settings_of(system, board).get("upstream_kernel") != "1":
        return []
    changed = tree_for(system, board)
    return list(devices(changed.tree)) if changed else []


def devices_of_modules(system: System, folder: str) -> set[str]:
    """Returns the compatible strings that the kernel's modules are for, by their own account or by the system's."""
    texts = [system.text(path) for path in (f"{folder}/modules.alias", *system.glob(SETTINGS))]
    aliases = (line.split()[1] for text in texts for line in text.splitlines() if line.startswith(f"alias {ALIAS}"))
    return {alias.removeprefix(ALIAS).removesuffix("C*") for alias in aliases}
