import re
from collections.abc import Iterator, Mapping

from expectations.kernel import options
from expectations.kinds.forms import Texts
from expectations.kinds.kind import Kind, Required
from expectations.mistake import Mistake
from systems.system import System

OPTION = re.compile(r"[A-Z0-9][A-Za-z0-9_]*(=(y|m|n|\d+))?")


class KernelOptions(Kind):
    """The kernel's configuration, from `/boot/config-*`."""

    name = "kernel_options"
    kernel_options = Required(
        Texts(),
        "names without CONFIG_: "
        "`NAME` is built in or a module, `NAME=y` is built in, `NAME=n` is neither, `NAME=5` has this value",
    )

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        for option in cls.kernel_options.read(data):
            if not OPTION.fullmatch(option) or option.startswith("CONFIG_"):
                raise Mistake(
                    f"'{option}' is not a kernel option. Write NAME, NAME=y, NAME=n or NAME=5, without CONFIG_."
                )

    def judge(self, system: System) -> Iterator[str]:
        found = options(system)
        for option in self.kernel_options:
            name, _, wanted = option.partition("=")
            value = found.get(name, "n")
            if value not in ((wanted,) if wanted else ("y", "m")):
                yield f"CONFIG_{name}: expected {wanted or 'y or m'}, found {value}"
