from collections.abc import Iterator
from types import SimpleNamespace

from expectations.kinds.kind import IMAGE, Choice, Field, Kind, Mapping, Number, Path, Pattern
from expectations.mistake import Mistake, closest
from systems.system import Partition, System

MEGABYTE = 1 << 20
FILE_SYSTEMS = ("ext4", "vfat")


class PartitionList(Field):
    form = "a list with names and values for each partition"

    def fits(self, value: object) -> bool:
        return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


class Partitions(Kind):
    """The partition table: these partitions and no others, in order, without overlaps, on whole megabytes, within the disk."""

    name = "partitions"
    places = IMAGE
    fields = {
        "partitions": PartitionList("each with some of `type` (as sfdisk calls it), `file_system`, `label`, `bootable`", required=True),
    }
    keys = ("type", "file_system", "label", "bootable")

    def check(self, data: dict) -> None:
        for one in data["partitions"]:
            for key in one:
                if key not in self.keys:
                    raise Mistake(f"a partition has no `{key}`: {closest(key, self.keys)}")

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        found = sorted(system.partitions(), key=lambda partition: partition.start)
        if len(found) != len(want.partitions):
            yield f"expected {len(want.partitions)} partitions, found {len(found)}"
        for partition, wanted in zip(found, want.partitions, strict=False):
            for key, value in wanted.items():
                if (is_so := getattr(partition, key)) != value and str(is_so) != str(value):
                    yield f"partition {partition.number}: expected {key} {value}, found {is_so}"
        end = MEGABYTE
        for partition in found:
            if partition.start < end:
                yield f"partition {partition.number}: it starts at byte {partition.start}, before {end}, where what is before it ends"
            if partition.start % MEGABYTE:
                yield f"partition {partition.number}: it starts at byte {partition.start}, which is no whole megabyte"
            end = partition.start + partition.size
        if end > system.disk_size():
            yield f"the last partition ends at byte {end}, the image at {system.disk_size()}"


class FileSystem(Kind):
    """A file system that its checker (e2fsck, fsck.vfat) has nothing to say against."""

    name = "file_system"
    places = IMAGE
    fields = {
        "file_system": Choice("the one of this type", FILE_SYSTEMS, required=True),
        "free_megabytes": Number("how much room there is at least"),
    }

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        for partition in system.partitions():
            if partition.file_system == want.file_system:
                break
        else:
            yield f"there is no partition with {want.file_system}"
            return
        if want.free_megabytes is None:
            if complaint := system.check_file_system(partition):
                yield f"partition {partition.number}: its {want.file_system} is damaged:\n{beginning(complaint)}"
        elif (free := system.free_bytes(partition) // MEGABYTE) < want.free_megabytes:
            yield f"partition {partition.number}: expected {want.free_megabytes} MB of room, found {free} MB"


def beginning(text: str, limit: int = 20) -> str:
    """A checker has a lot to say of a thoroughly damaged file system."""
    lines = text.splitlines()
    return "\n".join(lines[:limit] if len(lines) <= limit else [*lines[:limit], f"... and {len(lines) - limit} lines more"])


class Fstab(Kind):
    """What is mounted at boot: each partition that the file names is there, and has the file system that it says."""

    name = "fstab"
    places = IMAGE
    fields = {
        "fstab": Path("the file", required=True),
        "mounts": Mapping("mount points with their file systems, all that are partitions", required=True),
    }

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        lines = [line.split() for line in system.text(want.fstab).splitlines() if line.strip() and not line.strip().startswith("#")]
        mounts = {}
        for fields in lines:
            if len(fields) < 4:
                yield f"{want.fstab}: '{' '.join(fields)}' is no line of an fstab"
                continue
            source, mount, kind, *_ = fields
            if "=" not in source:
                continue
            mounts[mount] = kind
            yield from (f"{want.fstab}: {mount}: {problem}" for problem in judge_source(system.partitions(), source, kind))
        if mounts != want.mounts:
            yield f"{want.fstab}: expected {in_words(want.mounts)}, found {in_words(mounts)}"


class KernelArguments(Kind):
    """What the firmware tells the kernel: one line, and `root=` leads to a partition of the image that has the file system in `rootfstype=`."""

    name = "kernel_arguments"
    places = IMAGE
    fields = {
        "kernel_arguments": Path("the file", required=True),
        "has": Pattern("what each fits one whole argument", default=[]),
        "lacks": Pattern("what none fits one whole argument", default=[]),
    }

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        lines = system.text(want.kernel_arguments).splitlines()
        if len(lines) != 1:
            yield f"{want.kernel_arguments}: expected one line, found {len(lines)}; the firmware reads the first only"
        arguments = lines[0].split() if lines else []
        named = dict(argument.split("=", 1) for argument in arguments if "=" in argument)
        if "root" not in named:
            yield f"{want.kernel_arguments}: expected root=, it is not there"
        else:
            yield from (f"{want.kernel_arguments}: {problem}" for problem in judge_source(system.partitions(), named["root"], named.get("rootfstype")))
        for pattern in want.has:
            if not any(pattern.fullmatch(argument) for argument in arguments):
                yield f"{want.kernel_arguments}: expected {pattern.pattern}, found '{' '.join(arguments)}'"
        for pattern in want.lacks:
            yield from (f"{want.kernel_arguments}: expected no {argument}" for argument in arguments if pattern.fullmatch(argument))


def judge_source(partitions: list[Partition], source: str, kind: str | None) -> Iterator[str]:
    """source as fstab and root= write it: PARTUUID=... or LABEL=..."""
    key, _, value = source.partition("=")
    names = {"PARTUUID": lambda partition: partition.uuid, "LABEL": lambda partition: partition.label}
    if key not in names:
        yield f"{source} is not found on every card: expected PARTUUID= or LABEL="
        return
    value = value.lower() if key == "PARTUUID" else value
    for partition in partitions:
        if names[key](partition) == value:
            if kind not in (None, partition.file_system):
                yield f"{source} is partition {partition.number}, expected {kind} there, found {partition.file_system}"
            return
    yield f"there is no partition {source}; there are {', '.join(f'{key}={names[key](partition)}' for partition in partitions)}"


def in_words(mounts: dict[str, str]) -> str:
    return ", ".join(f"{mount} ({kind})" for mount, kind in sorted(mounts.items())) or "no mounts"
