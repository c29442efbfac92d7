"""Judges the overlays and parameters of real device trees with the reader that verify has: `overlays.py FOLDER`.

FOLDER: device trees, overlays/ with overlays, and merged/TREE/OVERLAY with what fdtoverlay makes of them
"""

import copy
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from expectations import overrides
from expectations.device_tree import Node, parse
from expectations.firmware_tree import apply, file_for, platform_of
from expectations.overlay import Refused, merge, resolve

MAP = "overlay_map.dtb"
# Parameters that name what is the default anyway.
DEFAULTS = {("mcp2515", "spi0-0")}
NUMBERS = "21"


def main(folder: Path) -> None:
    trees = {path.name: parse(path.read_bytes()) for path in sorted(folder.glob("*.dtb"))}
    overlays = {path.name: parse(path.read_bytes()) for path in sorted((folder / "overlays").iterdir())}
    known = overlays.pop(MAP)
    problems = [problem for name, tree in trees.items() for problem in judge(folder, name, tree, overlays, known)]
    cases = [judge_case(case, trees, {**overlays, MAP: known}) for case in json.load(sys.stdin)]
    print(json.dumps({"problems": problems, "cases": cases}))


def judge(folder: Path, name: str, tree: Node, overlays: dict[str, Node], known: Node) -> Iterator[str]:
    for parameter in overrides.names(tree):
        yield from (f"{name}: {problem}" for problem in judge_parameter(tree, parameter))
    for file, overlay in overlays.items():
        overlay_name = file.removesuffix(".dtbo")
        merged = folder / "merged" / name / file
        if not is_for(overlay_name, tree, known):
            continue
        if not merged.exists():
            yield f"{name}: fdtoverlay does not apply {file}"
            continue
        base, own = copy.deepcopy(tree), copy.deepcopy(overlay)
        try:
            resolve(base, own)
            for parameter in set(overrides.names(own)) - {key for one, key in DEFAULTS if one == overlay_name}:
                yield from (f"{name}: {file}: {problem}" for problem in judge_parameter(own, parameter))
            merge(base, own)
        except Refused as refused:
            yield f"{name}: {file}: {refused}"
        if without_labels(base) != without_labels(parse(merged.read_bytes())):
            yield f"{name}: fdtoverlay makes another tree with {file}"


def is_for(overlay: str, tree: Node, known: Node) -> bool:
    try:
        return file_for(overlay, platform_of(tree), known) == overlay
    except Refused:
        return False


def without_labels(tree: Node) -> Node:
    return Node(tree.name, tree.properties, {key: one for key, one in tree.children.items() if key != "__symbols__"})


def judge_parameter(tree: Node, parameter: str) -> Iterator[str]:
    """Yields what is wrong with a parameter: some value has to change each of its targets. What is set whatever the value
    is may be so anyway."""
    for target in overrides.targets(tree, parameter):
        values = [*(target.table or {}), NUMBERS, "on", "off", "kraken"]
        if not any(changes(tree, parameter, target, value) for value in values):
            yield f"{parameter} changes nothing of {target}"


def changes(tree: Node, parameter: str, target: overrides.Target, value: str) -> bool:
    changed = copy.deepcopy(tree)
    try:
        overrides.set_parameter(changed, parameter, value)
    except Refused:
        return False
    if target.phandle == 0:
        return changed != tree
    before, after = tree.with_phandle(target.phandle), changed.with_phandle(target.phandle)
    assert before is not None
    assert after is not None
    if target.literal is not None and target.name in after.properties:
        return True
    return (before.name, before.properties.get(target.name)) != (after.name, after.properties.get(target.name))


def judge_case(case: dict[str, str], trees: dict[str, Node], overlays: dict[str, Node]) -> list[str]:
    """Returns the problems that the firmware has with lines of config.txt, and then the wanted property in words."""
    lines = [(name, value) for name, _, value in (line.partition("=") for line in case["lines"].split())]
    result = apply(copy.deepcopy(trees[case["tree"]]), lines, overlays.get)
    node = result.tree.find(case["node"])
    value = node.properties.get(case["property"]) if node else None
    return [*result.problems, in_words(result.tree, case["property"], value)]


def in_words(tree: Node, name: str, value: bytes | None) -> str:
    """Returns cells as numbers, and the first one as a label if it refers to a node."""
    if value is None:
        return "nothing"
    if (
        value.endswith(b"\0")
        and value.strip(b"\0").isascii()
        and value.strip(b"\0").decode().isprintable()
        and value[0]
    ):
        return value.rstrip(b"\0").decode()
    numbers = [int.from_bytes(value[index : index + 4], "big") for index in range(0, len(value), 4)]
    if name.endswith("gpios") or name.startswith("pinctrl"):
        return " ".join([label_of(tree, numbers[0]), *map(str, numbers[1:])])
    return " ".join(map(str, numbers)) or "there"


def label_of(tree: Node, phandle: int) -> str:
    node = tree.with_phandle(phandle)
    symbols = tree.children["__symbols__"]
    labels = sorted(label for label in symbols.properties if node and tree.find(symbols.texts(label)[0]) is node)
    return f"&{labels[0]}" if labels else str(phandle)


main(Path(sys.argv[1]))
