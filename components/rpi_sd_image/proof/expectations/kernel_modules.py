"""The modules of the kernel on the boot partition."""

import lzma
import re
import zlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import PurePosixPath

from expectations import kernel
from systems.system import System, Unreadable

SETTINGS = "/usr/lib/modprobe.d/*.conf"
# "alias of:N<name>T<type>C<compatible> MODULE"; with a C* behind it, for devices with more compatible strings.
ALIAS = re.compile(r"^alias of:N\*T\*C(\S+?)(?:C\*)? (\S+)$", re.MULTILINE)


def folder_of(system: System) -> str:
    return f"/usr/lib/modules/{kernel.release(system)}"


def content_of(system: System, path: str) -> bytes:
    """Returns a module, decompressed. Raises Unreadable. Python cannot read those compressed with zstd."""
    content = system.read(path)
    try:
        if path.endswith(".xz"):
            return lzma.decompress(content)
        if path.endswith(".gz"):
            return zlib.decompress(content, wbits=31)
    except (lzma.LZMAError, zlib.error) as error:
        raise Unreadable(f"{path} is damaged: {error}") from error
    return content


class DeviceModules:
    """Which devices of a device tree the modules are for."""

    def __init__(self, system: System) -> None:
        self._system, self._folder = system, folder_of(system)
        texts = (system.text(path) for path in (f"{self._folder}/modules.alias", *system.glob(SETTINGS)))
        # By their own account or by the system's: module by compatible string.
        self._modules = {compatible: module for text in texts for compatible, module in ALIAS.findall(text)}
        self._contents: dict[str, bytes] = {}

    def are_for(self, compatible: str) -> bool:
        return compatible in self._modules

    def loaded_for(self, compatible: Iterable[str]) -> set[str]:
        return {self._modules[one] for one in compatible if one in self._modules}

    def one_drives(self, loaded: Iterable[str], compatible: str) -> bool:
        """Tells whether a module that is loaded for another device has a driver for this one, too. It does not say so:
        an example is vc4, which Linux loads for the GPU, and which drives all devices that belong to it."""
        return any(f"{compatible}\0".encode() in self._content(module) for module in loaded)

    def _content(self, module: str) -> bytes:
        if module not in self._contents:
            path = self._paths.get(module)
            self._contents[module] = content_of(self._system, f"{self._folder}/{path}") if path else b""
        return self._contents[module]

    @cached_property
    def _paths(self) -> dict[str, str]:
        lines = self._system.text(f"{self._folder}/modules.dep").splitlines()
        paths = (line.partition(":")[0] for line in lines if line)
        return {PurePosixPath(path).name.partition(".")[0].replace("-", "_"): path for path in paths}
