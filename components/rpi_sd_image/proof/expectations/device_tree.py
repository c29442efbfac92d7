"""Device trees, as the firmware hands them to the kernel. Read without libfdt, because a running system judges itself
with its own Python. The format: https://devicetree-specification.readthedocs.io, chapter 5."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MAGIC = 0xD00DFEED
HEADER = struct.Struct(">7I")
BEGIN_NODE, END_NODE, PROPERTY, NOTHING, END = 1, 2, 3, 4, 9
ENABLED = ("okay", "ok")


class Damaged(Exception):
    """It is not a device tree. The message is for people."""


@dataclass
class Node:
    """A node. The root's name is empty."""

    name: str
    properties: dict[str, bytes] = field(default_factory=dict[str, bytes])
    children: dict[str, "Node"] = field(default_factory=dict[str, "Node"])

    def find(self, path: str) -> "Node | None":
        """Returns the node at a path from this one. As in libfdt, soc also finds soc@107c000000."""
        node: Node | None = self
        for part in filter(None, path.split("/")):
            assert node is not None
            names = [name for name in node.children if name.partition("@")[0] == part]
            node = node.children.get(part) or (node.children[names[0]] if names else None)
            if node is None:
                return None
        return node

    def walk(self) -> Iterator["Node"]:
        """Yields this node and all below it."""
        yield self
        for child in self.children.values():
            yield from child.walk()

    def texts(self, name: str) -> tuple[str, ...]:
        """Returns the strings of a property; none if it is missing."""
        value = self.properties.get(name, b"")
        return tuple(value.decode(errors="replace").rstrip("\0").split("\0")) if value else ()

    def cell(self, name: str) -> int | None:
        """Returns the first cell of a property, or None if it has none."""
        value = self.properties.get(name, b"")
        return int.from_bytes(value[:4], "big") if len(value) >= 4 else None

    def with_phandle(self, phandle: int) -> "Node | None":
        return next((node for node in self.walk() if node.cell("phandle") == phandle), None)


def parse(blob: bytes) -> Node:
    """Returns the root of a compiled device tree. Raises Damaged."""
    try:
        return _parse(blob)
    except (struct.error, IndexError, ValueError) as error:
        raise Damaged("it is not a device tree, or it is cut off") from error


def _parse(blob: bytes) -> Node:
    magic, size, position, strings, *_ = HEADER.unpack_from(blob)
    if magic != MAGIC or size > len(blob):
        raise ValueError("no magic number, or too short")
    above = [Node("")]
    while True:
        (token,) = struct.unpack_from(">I", blob, position)
        position += 4
        if token == BEGIN_NODE:
            name = _text(blob, position)
            node = Node(name.decode())
            above[-1].children[node.name] = node
            above.append(node)
            position += _aligned(len(name) + 1)
        elif token == PROPERTY:
            length, name_at = struct.unpack_from(">2I", blob, position)
            value = blob[position + 8 : position + 8 + length]
            if len(value) != length:
                raise ValueError("cut off within a property")
            above[-1].properties[_text(blob, strings + name_at).decode()] = value
            position += 8 + _aligned(length)
        elif token == END_NODE:
            above.pop()
        elif token == END:
            return above[0].children[""] if "" in above[0].children else above[0]
        elif token != NOTHING:
            raise ValueError("an unknown token")


def _text(blob: bytes, position: int) -> bytes:
    return blob[position : blob.index(b"\0", position)]


def _aligned(length: int) -> int:
    return (length + 3) & ~3


def devices(tree: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields name and compatible strings, most specific first, of each enabled node that has any, without the root
    node. Nodes below a disabled node are not enabled."""
    for node in tree.children.values():
        if (node.texts("status") or ENABLED)[0] in ENABLED:
            if compatible := node.texts("compatible"):
                yield node.name, compatible
            yield from devices(node)
