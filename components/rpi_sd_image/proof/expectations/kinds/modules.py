import posixpath
import re
from collections.abc import Iterable, Iterator

from expectations import kernel
from expectations.kernel_modules import content_of
from expectations.kinds.forms import Path
from expectations.kinds.kind import Kind, Required
from systems.system import System

MODULE = re.compile(r"\.ko(\.xz|\.gz|\.zst)?$")
VERSION = re.compile(rb"\0vermagic=(\S+) ")
# Packaged kernels have thousands of compressed modules. A sample is enough to detect those of another kernel.
READ_AT_MOST = 500
SHOWN = 10


class Modules(Kind):
    """The kernel's modules. They are for the kernel on the boot partition, which is also the running one. There are
    none for other kernels, unless their packages are installed too. The index and the modules match."""

    name = "modules"
    modules = Required(Path(), "the directory with a subdirectory for each kernel")

    def judge(self, system: System) -> Iterator[str]:
        release = kernel.release(system)
        runs = system.kernel_release()
        if runs not in (None, release):
            yield f"the running kernel is {runs}, the one on the boot partition is {release}"
        if f"/boot/config-{release}" not in system.glob("/boot/config-*"):
            yield f"/boot/config-{release}: the configuration of the kernel on the boot partition is not there"
        folders = system.names_in(self.modules)
        strangers = (name for name in folders if name != release and system.entry(f"/boot/vmlinuz-{name}") is None)
        yield from (f"{self.modules}/{name} is there, the kernel is {release}" for name in strangers)
        folder = system.real_path(posixpath.join(self.modules, release))
        if release not in folders or folder is None:
            yield f"{self.modules}/{release} is not there"
            return
        yield from judge_folder(system, folder, release)


def judge_folder(system: System, folder: str, release: str) -> Iterator[str]:
    files = (entry.path for entry in system.walk(folder) if entry.is_file)
    there = {path.removeprefix(f"{folder}/") for path in files if MODULE.search(path)}
    named = {line.partition(":")[0] for line in system.text(f"{folder}/modules.dep").splitlines() if line}
    yield from some(f"modules.dep names {module}, which is not there" for module in sorted(named - there))
    yield from some(f"{module} is there, but not in modules.dep" for module in sorted(there - named))
    versions = {module: version_of(system, f"{folder}/{module}") for module in sample(there)}
    yield from some(
        f"{module} is of the kernel {version}, not {release}"
        for module, version in versions.items()
        if version != release
    )


def sample(modules: Iterable[str]) -> list[str]:
    """Returns at most READ_AT_MOST modules, evenly spaced, without those compressed with zstd, which Python cannot
    read."""
    readable = sorted(module for module in modules if not module.endswith(".zst"))
    # Rounded up, so that the limit holds.
    step = -(-len(readable) // READ_AT_MOST) or 1
    return readable[::step]


def version_of(system: System, path: str) -> str:
    found = VERSION.search(content_of(system, path))
    return found[1].decode(errors="replace") if found else "unknown"


def some(problems: Iterable[str]) -> Iterator[str]:
    """Yields the first problems, and the number of the others."""
    found = list(problems)
    yield from found[:SHOWN]
    if len(found) > SHOWN:
        yield f"and {len(found) - SHOWN} more like these"
