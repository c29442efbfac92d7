import lzma
import posixpath
import re
import zlib
from collections.abc import Iterator
from types import SimpleNamespace

from expectations import kernel
from expectations.kinds.kind import Kind, Path
from systems.system import System, Unreadable

MODULE = re.compile(r"\.ko(\.xz|\.gz|\.zst)?$")
VERSION = re.compile(rb"\0vermagic=(\S+) ")
# Packaged kernels have thousands of modules, compressed. Of those a part is enough to see that they are another kernel's.
READ_AT_MOST = 200
SHOWN = 10


class Modules(Kind):
    """The kernel's modules: of one kernel, which is the one on the boot partition (and the one that runs), and all that the index
    names are there."""

    name = "modules"
    fields = {"modules": Path("the folder with a folder for each kernel", required=True)}

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        release = kernel.release(system)
        runs = system.kernel_release()
        if runs not in (None, release):
            yield f"the kernel that runs is {runs}, that on the boot partition {release}"
        if f"/boot/config-{release}" not in system.glob("/boot/config-*"):
            yield f"/boot/config-{release}: the configuration of the kernel on the boot partition is not there"
        folders = system.names_in(want.modules)
        yield from (f"{want.modules}/{name} is there, the kernel is {release}" for name in folders if name != release)
        if release not in folders:
            yield f"{want.modules}/{release} is not there"
            return
        yield from self.judge_folder(system, posixpath.join(want.modules, release), release)

    def judge_folder(self, system: System, folder: str, release: str) -> Iterator[str]:
        there = {entry.path.removeprefix(f"{system.real_path(folder)}/") for entry in system.walk(system.real_path(folder)) if entry.is_file and MODULE.search(entry.path)}
        named = {line.partition(":")[0] for line in system.text(f"{folder}/modules.dep").splitlines() if line}
        yield from some(f"modules.dep names {module}, which is not there" for module in sorted(named - there))
        yield from some(f"{module} is there, but not in modules.dep" for module in sorted(there - named))
        readable = [module for module in sorted(there) if not module.endswith(".zst")]
        step = -(-len(readable) // READ_AT_MOST) or 1
        yield from some(
            f"{module} is of the kernel {version}, not {release}"
            for module in readable[::step] if (version := version_of(system, f"{folder}/{module}")) != release
        )


def version_of(system: System, path: str) -> str:
    content = system.read(path)
    try:
        if path.endswith(".xz"):
            content = lzma.decompress(content)
        elif path.endswith(".gz"):
            content = zlib.decompress(content, wbits=31)
    except (lzma.LZMAError, zlib.error) as error:
        raise Unreadable(f"{path} is damaged: {error}") from error
    found = VERSION.search(content)
    return found[1].decode(errors="replace") if found else "unknown"


def some(problems: Iterator[str]) -> Iterator[str]:
    """The first ones, and how many more there are."""
    problems = list(problems)
    yield from problems[:SHOWN]
    if len(problems) > SHOWN:
        yield f"and {len(problems) - SHOWN} more like these"
