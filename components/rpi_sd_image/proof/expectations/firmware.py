"""What the firmware of a board loads from the boot partition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from expectations import config_txt
from expectations.boards import Board
from systems.system import System

BOOT = "/boot/firmware"
KERNEL = "kernel8.img"
ARGUMENTS = "cmdline.txt"
# Tells whether a file is on the boot partition.
IsThere = Callable[[str], bool]


@dataclass(frozen=True)
class Chosen:
    """File names on the boot partition."""

    kernel: str
    device_tree: str
    initramfs: str | None
    arguments: str


def chosen(board: Board, settings: Mapping[str, str], is_there: IsThere) -> Chosen:
    """Returns the files that the firmware loads. settings: the settings of config.txt that apply to the board."""
    usual_tree = board.mainline if settings.get("upstream_kernel") == "1" else board.raspberry_pi
    tree = settings.get("device_tree", usual_tree)
    # The value is the file name and the load address.
    initramfs = settings.get("initramfs", "").split()
    prefix = prefix_of(settings, is_there, tree)
    return Chosen(
        prefix + kernel_name(settings),
        prefix + tree,
        prefix + initramfs[0] if initramfs else None,
        prefix + settings.get("cmdline", ARGUMENTS),
    )


def prefix_of(settings: Mapping[str, str], is_there: IsThere, *trees: str) -> str:
    """Returns what the firmware puts before the names of the system's files. It ignores a prefix with which there is no
    kernel or device tree."""
    prefix = settings.get("os_prefix", "")
    return prefix if all(is_there(prefix + name) for name in (kernel_name(settings), *trees)) else ""


def overlays_folder(settings: Mapping[str, str], is_there: IsThere) -> str:
    """Returns the folder of overlays. The one under a prefix counts only if it has a README."""
    folder = settings.get("overlay_prefix", "overlays/")
    prefix = settings.get("os_prefix", "")
    return f"{prefix}{folder}" if is_there(f"{prefix}{folder}README") else folder


def kernel_name(settings: Mapping[str, str]) -> str:
    return settings.get("kernel", KERNEL)


def chosen_of(system: System, board: Board) -> Chosen:
    """Returns the files that the firmware of a board loads from the system's boot partition."""
    return chosen(board, settings_of(system, board), is_there_in(system))


def is_there_in(system: System) -> IsThere:
    return lambda name: system.entry(f"{BOOT}/{name}") is not None


def settings_of(system: System, board: Board) -> dict[str, str]:
    """Returns the settings of the system's config.txt that apply to a board."""
    return config_txt.for_boards(system.text(f"{BOOT}/config.txt"), board.filters)
