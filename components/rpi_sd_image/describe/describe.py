"""Describes a finished SD image for its report, without booting or mounting it: partitions, packages, use of space.

It runs in the image of proof, whose package `systems` reads images, but is no part of it: the kept results of a boot
are good for as long as that image stays the same.

Environment: IMAGE_ARTIFACT (the image in /workspace: .img, .img.zip, .img.xz or .img.zst).
The exit status is 0, or 2 if the image could not be read. The report is describe.json in /workspace.
"""

import json
import os
import posixpath
import re
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pyfsext

from systems.archive import is_packed
from systems.ext4 import Window, first_line
from systems.image import BOOT, ImageSystem, unpack
from systems.system import Partition, System, Unreadable

WORKSPACE = Path("/workspace")
DPKG = "/var/lib/dpkg"
# File systems give space in blocks. The clusters of FAT are smaller on a small partition.
BLOCK = 4096
# A folder of this depth stands for everything below it, such as /usr/lib/modules.
DEPTH = 3
# What Python compiles of FOLDER/NAME.py when a package is installed.
COMPILED = re.compile(r"(?P<folder>.*)/__pycache__/(?P<name>[^/.]+)\.[^/]*pyc$")
# ext4 keeps the target of a shorter link in the inode.
LONG_LINK = 60


@dataclass(frozen=True)
class Package:
    """An installed package. source: the name of its source package. summary: the first line of its description."""

    name: str
    version: str
    architecture: str
    section: str
    source: str
    summary: str


@dataclass(frozen=True)
class File:
    """A file or link, and the bytes that it occupies."""

    path: str
    bytes: int


@dataclass(frozen=True)
class Use:
    """What the files of a package occupy in a folder. The package of files that belong to none is empty."""

    package: str
    folder: str
    bytes: int
    files: int


def main() -> int:
    artifact = os.environ.get("IMAGE_ARTIFACT")
    if not artifact:
        return fail("IMAGE_ARTIFACT is not set.")
    try:
        with tempfile.TemporaryDirectory() as scratch:
            image = WORKSPACE / artifact
            if is_packed(image):
                step("Unpacking the image")
                image = unpack(image, Path(scratch))
            step("Reading the file systems")
            description = describe(ImageSystem(image, Path(scratch)))
    except Unreadable as error:
        return fail(str(error))
    report = {"file": artifact, **description}
    (WORKSPACE / "describe.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


def describe(image: ImageSystem) -> dict[str, object]:
    packages = installed(image)
    files = [*files_of_boot(image), *files_of_root(image)]
    return {
        "bytes": image.disk_size(),
        "partitions": [described(image, partition) for partition in image.partitions()],
        "packages": [asdict(package) for package in packages],
        "space": [asdict(use) for use in uses(files, owners(image, {package.name for package in packages}))],
    }


def described(image: ImageSystem, partition: Partition) -> dict[str, object]:
    mounts = {"vfat": BOOT, "ext4": "/"}
    mount = mounts.get(partition.file_system or "")
    return {
        "number": partition.number,
        "start": partition.start,
        "bytes": partition.size,
        "type": partition.type,
        "bootable": partition.bootable,
        "fileSystem": partition.file_system,
        "label": partition.label,
        "mount": mount,
        "free": image.free_bytes(partition) if mount else None,
    }


def installed(system: System) -> list[Package]:
    """Returns the installed packages, sorted by name; none if the system has no dpkg."""
    status = f"{DPKG}/status"
    if system.entry(status) is None:
        return []
    return sorted(parse_status(system.text(status)), key=lambda package: (package.name, package.architecture))


def parse_status(text: str) -> Iterator[Package]:
    """Yields the installed packages in dpkg's file of them."""
    for paragraph in re.split(r"\n{2,}", text.strip()):
        # Without the lines that continue a field.
        fields: dict[str, str] = dict(re.findall(r"^([\w-]+):[ \t]*(.*)$", paragraph, re.MULTILINE))
        if fields.get("Status", "").split()[-1:] != ["installed"]:
            continue
        name = fields["Package"]
        yield Package(
            name,
            fields.get("Version", ""),
            fields.get("Architecture", ""),
            fields.get("Section", ""),
            # Without its version, which may follow in brackets.
            fields.get("Source", name).split()[0],
            fields.get("Description", ""),
        )


def owners(system: System, names: set[str]) -> dict[str, str]:
    """Returns the package of each path. Paths are as the system has them: without links to directories, and after
    diversions. A path of several packages belongs to the first."""
    diverted = diversions(system)
    found: dict[str, str] = {}
    real: dict[str, str] = {}
    for file in system.names_in(f"{DPKG}/info"):
        package = file.removesuffix(".list").split(":")[0]
        if not file.endswith(".list") or package not in names:
            continue
        for path in system.text(f"{DPKG}/info/{file}").splitlines():
            to, by = diverted.get(path, (path, package))
            directory, name = posixpath.split(path if by == package else to)
            if directory not in real:
                real[directory] = system.real_path(directory) or directory
            found.setdefault(posixpath.join(real[directory], name), package)
    return found


def diversions(system: System) -> dict[str, tuple[str, str]]:
    """Returns where other packages have the file instead, and the package that diverts it, by path."""
    path = f"{DPKG}/diversions"
    lines = system.text(path).splitlines() if system.entry(path) else []
    return {of: (to, by) for of, to, by in zip(lines[::3], lines[1::3], lines[2::3], strict=False)}


def files_of_root(image: ImageSystem) -> Iterator[File]:
    """Yields the files of the root partition that the boot partition does not hide. Raises Unreadable."""
    partition = next((one for one in image.partitions() if one.file_system == "ext4"), None)
    if partition is None:
        raise Unreadable("the image has no ext4 partition")
    volume = pyfsext.volume()
    try:
        volume.open_file_object(Window(image.image, partition))
        yield from below(volume.get_root_directory(), "/", set())
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"the root file system cannot be read: {first_line(error)}") from error


def below(directory: pyfsext.file_entry, path: str, seen: set[int]) -> Iterator[File]:
    """Yields the files below a directory. Of several names of a file, the first occupies its space."""
    for entry in sorted(directory.sub_file_entries, key=lambda one: one.name):
        own = posixpath.join(path, entry.name)
        if stat.S_ISDIR(entry.file_mode):
            if own != BOOT:
                yield from below(entry, own, seen)
        elif entry.inode_number not in seen:
            seen.add(entry.inode_number)
            yield File(own, occupied_in_ext4(entry.file_mode, entry.size))


def files_of_boot(image: ImageSystem) -> Iterator[File]:
    """Yields the files of the boot partition. Raises Unreadable."""
    return (File(entry.path, occupied(entry.size)) for entry in image.walk(BOOT) if entry.is_file)


def occupied_in_ext4(mode: int, size: int) -> int:
    has_blocks = stat.S_ISREG(mode) or (stat.S_ISLNK(mode) and size >= LONG_LINK)
    return occupied(size) if has_blocks else 0


def occupied(size: int) -> int:
    return -(-size // BLOCK) * BLOCK


def uses(files: Iterable[File], owner: Mapping[str, str]) -> list[Use]:
    """Returns the use of space by package and folder, the largest first."""
    found: dict[tuple[str, str], list[int]] = {}
    for file in files:
        found.setdefault((owner_of(file.path, owner), folder_of(file.path)), []).append(file.bytes)
    rows = [Use(package, folder, sum(sizes), len(sizes)) for (package, folder), sizes in found.items()]
    return sorted(rows, key=lambda use: (-use.bytes, use.package, use.folder))


def owner_of(path: str, owner: Mapping[str, str]) -> str:
    """Returns the package of a file, or of the source that it was compiled from. Empty: it is in no package."""
    compiled = COMPILED.match(path)
    source = f"{compiled['folder']}/{compiled['name']}.py" if compiled else path
    return owner.get(path) or owner.get(source, "")


def folder_of(path: str) -> str:
    parts = posixpath.dirname(path).split("/")
    return "/".join(parts[: DEPTH + 1]) or "/"


def step(text: str) -> None:
    print(f"==> {text}", flush=True)


def fail(text: str) -> int:
    print(f"error: {text}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
