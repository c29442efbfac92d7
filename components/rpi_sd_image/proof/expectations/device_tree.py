"""Device trees, as the firmware hands them to the kernel."""

from collections.abc import Iterator

import libfdt

ROOT = 0
ABSENT = (libfdt.NOTFOUND,)
ENABLED = ("okay", "ok")


def devices(tree: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields name and compatible strings, most specific first, of each enabled node that has any, without the root
    node. Nodes below a disabled node are not enabled. Raises libfdt.FdtException if it is not a device tree."""
    yield from _devices_below(libfdt.FdtRo(tree), ROOT)


def _devices_below(tree: libfdt.FdtRo, parent: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    node = tree.first_subnode(parent, ABSENT)
    while node >= 0:
        if (_texts(tree, node, "status") or ENABLED)[0] in ENABLED:
            if compatible := _texts(tree, node, "compatible"):
                yield tree.get_name(node), compatible
            yield from _devices_below(tree, node)
        node = tree.next_subnode(node, ABSENT)


def _texts(tree: libfdt.FdtRo, node: int, name: str) -> tuple[str, ...]:
    value = tree.getprop(node, name, ABSENT)
    return () if isinstance(value, int) else tuple(bytes(value).decode().rstrip("\0").split("\0"))
