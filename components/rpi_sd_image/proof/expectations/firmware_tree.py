"""The device tree that the firmware hands to the kernel: the board's, changed by lines of config.txt."""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from expectations import config_txt, overrides
from expectations.boards import Board
from expectations.device_tree import Damaged, Node, parse
from expectations.firmware import BOOT, chosen_of, is_there_in, overlays_folder, settings_of
from expectations.mistake import closest
from expectations.overlay import Refused, merge, resolve
from systems.system import System

# What the firmware makes of the parameters of the numbered buses.
SYNONYMS = {
    "i2c": "i2c1",
    "i2c_arm": "i2c1",
    "i2c_vc": "i2c0",
    "i2c_baudrate": "i2c1_baudrate",
    "i2c_arm_baudrate": "i2c1_baudrate",
    "i2c_vc_baudrate": "i2c0_baudrate",
}


@dataclass
class FirmwareTree:
    """tree: the changed device tree
    problems: what of config.txt the firmware would ignore, with its line
    """

    tree: Node
    problems: list[str] = field(default_factory=list[str])


def tree_for(system: System, board: Board) -> FirmwareTree | None:
    """Returns the device tree that a board gets from a system's boot partition, or None without a good one."""
    settings = settings_of(system, board)
    path = f"{BOOT}/{chosen_of(system, board).device_tree}"
    if system.entry(path) is None:
        return None
    folder = overlays_folder(settings, is_there_in(system))

    def load(name: str) -> Node | None:
        file = f"{BOOT}/{folder}{name}"
        return parse(system.read(file)) if system.entry(file) is not None else None

    try:
        tree = parse(system.read(path))
    except Damaged:
        return None
    lines = config_txt.device_tree_lines(system.text(f"{BOOT}/config.txt"), board.filters)
    return apply(tree, lines, load)


def apply(tree: Node, lines: list[tuple[str, str]], load: Callable[[str], Node | None]) -> FirmwareTree:
    """Changes a tree as lines of config.txt say. load: returns a file of the folder of overlays; may raise Damaged."""
    result = FirmwareTree(tree)
    scope: Scope | None = None
    for name, value in lines:
        try:
            if name == "dtoverlay":
                finish(result, scope)
                scope = begin(tree, value, load)
            else:
                for parameter, setting in assignments(value):
                    set_in_scope(tree, scope, parameter, setting)
        except (Refused, Damaged) as problem:
            if name == "dtoverlay":
                scope = None
            result.problems.append(f"{name}={value}: {problem}")
    finish(result, scope)
    return result


@dataclass(frozen=True)
class Scope:
    """An overlay whose parameters may follow."""

    line: str
    overlay: Node


def begin(tree: Node, value: str, load: Callable[[str], Node | None]) -> Scope | None:
    """Returns the overlay of a line with the line's parameters set, or None if the line only ends the one before.
    Raises Refused and Damaged."""
    name, _, parameters = value.partition(",")
    if not name:
        return None
    file = f"{file_for(name, platform_of(tree), load('overlay_map.dtb'))}.dtbo"
    loaded = load(file)
    if loaded is None:
        raise Refused(f"there is no overlays/{file}")
    overlay = copy.deepcopy(loaded)
    resolve(tree, overlay)
    for parameter, setting in assignments(parameters):
        if parameter not in overrides.names(overlay):
            known = closest(parameter, overrides.names(overlay)) if overrides.names(overlay) else "it has none."
            raise Refused(f"it has no parameter '{parameter}': {known}")
        overrides.set_parameter(overlay, parameter, setting)
    return Scope(f"dtoverlay={value}", overlay)


def finish(result: FirmwareTree, scope: Scope | None) -> None:
    """Merges an overlay whose parameters are complete."""
    if scope is None:
        return
    try:
        merge(result.tree, scope.overlay)
    except Refused as problem:
        result.problems.append(f"{scope.line}: {problem}")


def set_in_scope(tree: Node, scope: Scope | None, parameter: str, setting: str) -> None:
    """Sets a parameter of the overlay before it, or else of the tree. Raises Refused."""
    if scope is not None and parameter in overrides.names(scope.overlay):
        overrides.set_parameter(scope.overlay, parameter, setting)
        return
    own = overrides.names(tree)
    name = SYNONYMS.get(parameter, parameter) if parameter not in own else parameter
    if name not in own:
        raise Refused(
            f"there is no parameter '{parameter}': {closest(parameter, own) if own else 'the tree has none.'}"
        )
    overrides.set_parameter(tree, name, setting)


def assignments(text: str) -> Iterator[tuple[str, str]]:
    """Yields name and value of each parameter. One without a value is switched on."""
    for one in filter(None, text.split(",")):
        name, sign, value = one.partition("=")
        yield name.strip(), value.strip() if sign else "true"


def platform_of(tree: Node) -> str:
    """Returns the name that overlay_map.dtb has for a board's chip."""
    chips = {compatible.removeprefix("brcm,") for compatible in tree.texts("compatible")}
    return next((chip for chip in ("bcm2711", "bcm2712") if chip in chips), "bcm2835")


def file_for(name: str, platform: str, known: Node | None) -> str:
    """Returns the name of the overlay that is loaded for a name. known: the tree of overlay_map.dtb. Raises Refused."""
    exceptions: Mapping[str, Node] = known.children if known else {}
    entry = exceptions.get(name)
    if entry is None:
        return name
    if platform in entry.properties:
        return (entry.texts(platform) or (name,))[0].partition(",")[0] or name
    if renamed := entry.texts("renamed"):
        return file_for(renamed[0], platform, known)
    if deprecated := entry.texts("deprecated"):
        raise Refused(f"it is deprecated: {deprecated[0]}")
    raise Refused("it is not for this board")
