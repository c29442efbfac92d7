"""Device trees for tests, in the form that dtc writes."""

import struct

from expectations.device_tree import BEGIN_NODE, END, END_NODE, HEADER, MAGIC, PROPERTY, Node

# Before the tree: the header with its three last fields, and an empty list of reserved memory.
START = 40 + 16


def text(*values: str) -> bytes:
    return b"".join(f"{value}\0".encode() for value in values)


def cells(*values: int) -> bytes:
    return struct.pack(f">{len(values)}I", *values)


def node(name: str = "", *children: Node, **properties: bytes) -> Node:
    """_ stands for - in the names of properties."""
    named = {key if key.startswith("__") else key.replace("_", "-"): value for key, value in properties.items()}
    return Node(name, named, {child.name: child for child in children})


def encode(root: Node) -> bytes:
    names: dict[str, int] = {}
    strings = bytearray()
    for one in root.walk():
        for name in one.properties:
            if name not in names:
                names[name] = len(strings)
                strings += text(name)
    tree = _encoded(root, names) + cells(END)
    size = START + len(tree) + len(strings)
    header = HEADER.pack(MAGIC, size, START, START + len(tree), 40, 17, 16) + cells(0, len(strings), len(tree))
    return header + bytes(16) + tree + bytes(strings)


def _encoded(one: Node, names: dict[str, int]) -> bytes:
    parts = [cells(BEGIN_NODE), _aligned(text(one.name))]
    for name, value in one.properties.items():
        parts += [cells(PROPERTY, len(value), names[name]), _aligned(value)]
    parts += [_encoded(child, names) for child in one.children.values()]
    return b"".join([*parts, cells(END_NODE)])


def _aligned(value: bytes) -> bytes:
    return value + bytes(-len(value) % 4)
