from collections.abc import Iterator, Mapping

from expectations.kinds import forms
from expectations.kinds.forms import Path
from expectations.kinds.kind import IMAGE, Default, Kind, Required
from expectations.kinds.source import judge_source
from systems.system import System


class Fstab(Kind):
    """The partitions that are mounted at boot. Each exists and has the file system that the file names."""

    name = "fstab"
    places = IMAGE
    fstab = Required(Path(), "the file")
    mounts = Required(forms.Mapping(), "all mount points of partitions, with their file systems")
    empty = Default(
        forms.Texts(), "more mount points, of partitions that get an ext4 file system at the first boot", []
    )

    def judge(self, system: System) -> Iterator[str]:
        mounts: dict[str, object] = {}
        for fields in lines_of(system.text(self.fstab)):
            if len(fields) < 4:
                yield f"{self.fstab}: '{' '.join(fields)}' is not a line of an fstab"
                continue
            source, mount, kind, *_ = fields
            # Not a partition but, for example, a tmpfs.
            if "=" not in source:
                continue
            mounts[mount] = kind
            problems = judge_source(system.partitions(), source, None if mount in self.empty else kind)
            yield from (f"{self.fstab}: {mount}: {problem}" for problem in problems)
        wanted = self.mounts | dict.fromkeys(self.empty, "ext4")
        if mounts != wanted:
            yield f"{self.fstab}: expected {in_words(wanted)}, found {in_words(mounts)}"


def lines_of(text: str) -> list[list[str]]:
    """Returns the fields of each line, without comments."""
    lines = (line.split() for line in text.splitlines())
    return [fields for fields in lines if fields and not fields[0].startswith("#")]


def in_words(mounts: Mapping[str, object]) -> str:
    return ", ".join(f"{mount} ({kind})" for mount, kind in sorted(mounts.items())) or "no mounts"
