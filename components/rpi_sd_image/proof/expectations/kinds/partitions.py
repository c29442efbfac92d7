from collections.abc import Iterator, Mapping

from expectations.kinds.forms import Mappings, Texts
from expectations.kinds.kind import IMAGE, Default, Kind, Required
from expectations.mistake import Mistake, closest
from systems.system import MEGABYTE, Partition, System

KEYS = ("type", "file_system", "label", "bootable", "megabytes")


class Partitions(Kind):
    """The partition table: exactly these partitions, in this order. They are within the disk, do not overlap, and start
    at whole megabytes."""

    name = "partitions"
    places = IMAGE
    partitions = Required(
        Mappings(), "each with some of `type` (in sfdisk's notation), `file_system`, `label`, `bootable`, `megabytes`"
    )

    behind = Default(
        Texts(), "where partitions start that the image ends before, in megabytes, which are not in `partitions`", []
    )

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        for key in (key for partition in cls.partitions.read(data) for key in partition):
            if key not in KEYS:
                raise Mistake(f"a partition has no `{key}`: {closest(key, KEYS)}")

    def judge(self, system: System) -> Iterator[str]:
        size = system.disk_size()
        everywhere = sorted(system.partitions(), key=lambda partition: partition.start)
        found = [partition for partition in everywhere if partition.start < size]
        behind = [str(partition.start // MEGABYTE) for partition in everywhere if partition.start >= size]
        if len(found) != len(self.partitions):
            yield f"expected {len(self.partitions)} partitions, found {len(found)}"
        for partition, wanted in zip(found, self.partitions, strict=False):
            yield from judge_partition(partition, wanted)
        if behind != self.behind:
            yield f"expected partitions behind the image at {in_words(self.behind)}, found {in_words(behind)}"
        yield from judge_places(everywhere, size)


def in_words(megabytes: list[str]) -> str:
    return ", ".join(f"{one} MB" for one in megabytes) or "no place"


def judge_partition(partition: Partition, wanted: Mapping[str, object]) -> Iterator[str]:
    is_so: dict[str, object] = {key: getattr(partition, key) for key in KEYS if key != "megabytes"}
    is_so["megabytes"] = partition.size // MEGABYTE
    for key, value in wanted.items():
        if is_so[key] != value and str(is_so[key]) != str(value):
            yield f"partition {partition.number}: expected {key} {value}, found {is_so[key]}"


def judge_places(partitions: list[Partition], disk_size: int) -> Iterator[str]:
    # The first megabyte is for the partition table.
    end = MEGABYTE
    for partition in partitions:
        begins = f"partition {partition.number}: it starts at byte {partition.start}"
        if partition.start < end:
            yield f"{begins}, but the space before it is used up to byte {end}"
        if partition.start % MEGABYTE:
            yield f"{begins}, which is not a whole megabyte"
        end = partition.start + partition.size
        if partition.start < disk_size < end:
            yield f"partition {partition.number}: it ends at byte {end}, the image at {disk_size}"
