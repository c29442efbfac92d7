"""What we use of python3-apt."""

from collections.abc import Iterable, Sequence

CURSTATE_INSTALLED: int

class PackageFile:
    archive: str
    codename: str
    filename: str
    label: str
    not_source: bool
    origin: str
    site: str

class Version:
    arch: str
    file_list: Sequence[tuple[PackageFile, int]]
    ver_str: str

class Package:
    current_state: int
    current_ver: Version | None
    name: str
    version_list: Sequence[Version]

class Cache:
    file_list: Sequence[PackageFile]
    packages: Iterable[Package]
    # Without an argument, it shows its progress.
    def __init__(self, progress: None) -> None: ...

class DepCache:
    def __init__(self, cache: Cache) -> None: ...
    def get_candidate_ver(self, package: Package) -> Version | None: ...

class PackageRecords:
    maintainer: str
    source_pkg: str
    def __init__(self, cache: Cache) -> None: ...
    def lookup(self, file: tuple[PackageFile, int]) -> bool: ...

def init() -> None: ...
def version_compare(a: str, b: str) -> int: ...
