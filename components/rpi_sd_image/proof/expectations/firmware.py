"""What the firmware of a board loads from the boot partition."""

from collections.abc import Mapping
from dataclasses import dataclass

from expectations import config_txt
from expectations.boards import Board
from systems.system import System

BOOT = "/boot/firmware"
KERNEL = "kernel8.img"


@dataclass(frozen=True)
class Chosen:
    """File names on the boot partition."""

    kernel: str
    device_tree: str
    initramfs: str | None


def chosen(board: Board, settings: Mapping[str, str]) -> Chosen:
    """Returns the files that the firmware loads. settings: the settings of config.txt that apply to the board."""
    usual_tree = board.mainline if settings.get("upstream_kernel") == "1" else board.raspberry_pi
    # The value is the file name and the load address.
    initramfs = settings.get("initramfs", "").split()
    return Chosen(
        settings.get("kernel", KERNEL), settings.get("device_tree", usual_tree), initramfs[0] if initramfs else None
    )


def settings_of(system: System, board: Board) -> dict[str, str]:
    """Returns the settings of the system's config.txt that apply to a board."""
    return config_txt.for_boards(system.text(f"{BOOT}/config.txt"), board.filters)
