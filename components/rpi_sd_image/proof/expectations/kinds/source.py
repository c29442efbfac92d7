"""Partitions as fstab and the kernel's arguments name them."""

from collections.abc import Callable, Iterator

from systems.system import Partition

NAMES: dict[str, Callable[[Partition], str | None]] = {
    "PARTUUID": lambda partition: partition.uuid,
    "LABEL": lambda partition: partition.label,
}


def judge_source(partitions: list[Partition], source: str, kind: str | None) -> Iterator[str]:
    """Yields what is wrong with the name of a partition.

    source: the name, PARTUUID=... or LABEL=...
    kind: the file system that the partition must have, or None for any
    """
    key, _, value = source.partition("=")
    if key not in NAMES:
        yield f"{source} is not found on every card: expected PARTUUID= or LABEL="
        return
    wanted, name_of = value.lower() if key == "PARTUUID" else value, NAMES[key]
    partition = next((one for one in partitions if name_of(one) == wanted), None)
    if partition is None:
        there = ", ".join(f"{key}={name_of(one)}" for one in partitions)
        yield f"there is no partition {source}; there are {there}"
    elif kind not in (None, partition.file_system):
        yield f"{source} is partition {partition.number}, expected {kind} there, found {partition.file_system}"
