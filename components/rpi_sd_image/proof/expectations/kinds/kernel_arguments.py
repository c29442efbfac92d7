import re
from collections.abc import Iterator

from expectations.kinds.forms import Path, Patterns
from expectations.kinds.kind import IMAGE, Default, Kind, Required
from expectations.kinds.source import judge_source
from systems.system import System


class KernelArguments(Kind):
    """The kernel's arguments, which are one line. `root=` names a partition of the image, which has the file system in
    `rootfstype=`."""

    name = "kernel_arguments"
    places = IMAGE
    kernel_arguments = Required(Path(), "the file")
    has = Default(Patterns(), "each must match a whole argument", [])
    lacks = Default(Patterns(), "none may match a whole argument", [])

    def judge(self, system: System) -> Iterator[str]:
        lines = system.text(self.kernel_arguments).splitlines()
        if len(lines) != 1:
            yield f"{self.kernel_arguments}: expected one line, found {len(lines)}; the firmware reads only the first"
        arguments = split(lines[0]) if lines else []
        for problem in self.judge_root(system, arguments):
            yield f"{self.kernel_arguments}: {problem}"
        for pattern in self.has:
            if not any(pattern.fullmatch(argument) for argument in arguments):
                yield f"{self.kernel_arguments}: expected {pattern.pattern}, found '{' '.join(arguments)}'"
        for pattern in self.lacks:
            for argument in filter(pattern.fullmatch, arguments):
                yield f"{self.kernel_arguments}: expected no {argument}"

    def judge_root(self, system: System, arguments: list[str]) -> Iterator[str]:
        named = dict(argument.split("=", 1) for argument in arguments if "=" in argument)
        if "root" in named:
            yield from judge_source(system.partitions(), named["root"], named.get("rootfstype"))
        else:
            yield "expected root=, it is not there"


def split(line: str) -> list[str]:
    """Returns the arguments. As for the kernel, blanks in double quotes do not separate them."""
    return re.findall(r'(?:[^\s"]|"[^"]*")+', line)
