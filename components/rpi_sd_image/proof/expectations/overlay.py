"""Overlays of device trees, applied as the Raspberry Pi's firmware applies them: first references are resolved, then
parameters change the overlay, then its fragments are merged. In the formats of dtc and of
https://www.raspberrypi.com/documentation/computers/configuration.html, part 2."""

from collections.abc import Callable, Iterator

from expectations.device_tree import Node

# The firmware gives the I2C bus of the pin header, and the other one, these labels.
SYNONYMS = {"i2c_arm": "i2c1", "i2c_vc": "i2c0"}


class Refused(Exception):
    """The firmware would not apply it. The message is for people."""


def resolve(base: Node, overlay: Node) -> None:
    """Gives the overlay the base's phandles where it refers to labels of the base, and new phandles to its own nodes.
    Raises Refused if the base lacks a label, even one that is needed for a fragment that is switched off."""
    if missing := sorted(label for label, _ in _places(overlay) if _target_of(base, label) is None):
        raise Refused(f"the board's device tree has no {', '.join(missing)}")
    most = max((node.cell("phandle") or 0 for node in base.walk()), default=0)
    for node in overlay.walk():
        if own := node.cell("phandle"):
            node.properties["phandle"] = (own + most).to_bytes(4, "big")
    if local := overlay.children.get("__local_fixups__"):
        _change_cells(local, overlay, lambda cell: cell + most)
    for label, places in _places(overlay):
        phandle = _phandle_of(base, label)
        for place in places:
            path, name, offset = place.rsplit(":", 2)
            if node := overlay.find(path):
                node.properties[name] = with_bytes(node.properties[name], int(offset), phandle.to_bytes(4, "big"))


def _target_of(base: Node, label: str) -> Node | None:
    for name in (label, SYNONYMS.get(label, label)):
        if path := base.children.get("__symbols__", Node("")).texts(name):
            return base.find(path[0])
    return None


def _phandle_of(base: Node, label: str) -> int:
    target = _target_of(base, label)
    assert target is not None
    if not target.cell("phandle"):
        most = max(node.cell("phandle") or 0 for node in base.walk())
        target.properties["phandle"] = (most + 1).to_bytes(4, "big")
    return target.cell("phandle") or 0


def _places(overlay: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields labels of the base with the places that refer to them: path:property:offset."""
    fixups = overlay.children.get("__fixups__", Node(""))
    yield from ((label, fixups.texts(label)) for label in fixups.properties)


def _change_cells(fixups: Node, node: Node, change: Callable[[int], int]) -> None:
    """fixups: has for each property of node where it refers to phandles of the overlay."""
    for name, offsets in fixups.properties.items():
        for index in range(0, len(offsets), 4):
            offset = int.from_bytes(offsets[index : index + 4], "big")
            cell = int.from_bytes(node.properties[name][offset : offset + 4], "big")
            node.properties[name] = with_bytes(node.properties[name], offset, change(cell).to_bytes(4, "big"))
    for name, child in fixups.children.items():
        if below := node.children.get(name):
            _change_cells(child, below, change)


def merge(base: Node, overlay: Node) -> None:
    """Merges the fragments of a resolved overlay that are switched on into the base. Raises Refused if one has no
    target; the base may be changed then."""
    fragments = {name: node for name, node in overlay.children.items() if "__overlay__" in node.children}
    # Fragments that change others of the overlay come first.
    rest: list[tuple[Node, Node]] = []
    for name, fragment in fragments.items():
        content = fragment.children["__overlay__"]
        if (within := overlay.with_phandle(fragment.cell("target") or 0)) is not None:
            _merge_node(within, content)
        elif (target := _target(base, fragment)) is not None:
            rest.append((target, content))
        else:
            raise Refused(f"the target of its {name} is not in the board's device tree")
    # A node that has a phandle keeps it.
    kept = {new: old for target, content in rest for new, old in _kept(target, content)}
    if kept and (local := overlay.children.get("__local_fixups__")):
        _change_cells(local, overlay, lambda cell: kept.get(cell, cell))
    for target, content in rest:
        _merge_node(target, content)


def _target(base: Node, fragment: Node) -> Node | None:
    if path := fragment.texts("target-path"):
        return base.find(path[0])
    return base.with_phandle(fragment.cell("target") or 0)


def _kept(target: Node, content: Node) -> Iterator[tuple[int, int]]:
    """Yields the phandles of the overlay's nodes that have one in the base, with that one."""
    if (new := content.cell("phandle")) and (old := target.cell("phandle")):
        yield new, old
    for name, child in content.children.items():
        if name in target.children:
            yield from _kept(target.children[name], child)


def _merge_node(target: Node, content: Node) -> None:
    for name, value in content.properties.items():
        if name == "bootargs" and target.texts(name):
            target.properties[name] = target.properties[name].rstrip(b"\0") + b" " + value
        elif name != "phandle" or name not in target.properties:
            target.properties[name] = value
    for name, child in content.children.items():
        _merge_node(target.children.setdefault(name, Node(name)), child)


def with_bytes(value: bytes, offset: int, part: bytes) -> bytes:
    """Returns a value with a part of it replaced. It grows if it is too short."""
    long_enough = value.ljust(offset + len(part), b"\0")
    return long_enough[:offset] + part + long_enough[offset + len(part) :]
