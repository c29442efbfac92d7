"""The texts of the licences of what is in the image, each once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from contents.copyright_files import copyright_file
from contents.model import Contents

# Copyright files name these texts by their paths. A minus is part of a name, a dot at the end is not.
COMMON = re.compile(r"/usr/share/common-licenses/([A-Za-z0-9+-]+(?:\.[A-Za-z0-9+-]+)*)")
FOLDER = "usr/share/common-licenses"
ON_BOOT_PARTITION = ("LICENCE*", "LICENSE*", "COPYING*")
# Of programs that come without the text.
OF_PROGRAMS = {"docker-machine": "Apache-2.0"}
LINE = "=" * 100


def licence_texts(contents: Contents, root: Path, boot: Path) -> str:
    """Returns a document with a list of the packages, the copyright files, and the texts that these refer to."""
    holders: dict[str, list[str]] = {}
    without: list[str] = []
    for package in contents.packages:
        file = copyright_file(root, package.name)
        if file:
            holders.setdefault(text_of(file), []).append(f"{package.name} {package.version}")
        else:
            without.append(f"{package.name} {package.version}")
    for file in (*of_others(root, contents), *on_boot_partition(boot)):
        holders.setdefault(text_of(file), []).append(shown(file, root, boot))
    common = common_texts(root, [*holders, *references_of(contents)])
    return "\n".join([*heading(contents, holders, without), *sections(holders), *common])


def heading(contents: Contents, holders: dict[str, list[str]], without: Sequence[str]) -> Iterator[str]:
    yield f"The licences of what is in {contents.name} {contents.version}"
    yield ""
    yield "Each text is here once, with the packages and files that it is of. Where it refers to a file in"
    yield "/usr/share/common-licenses, that text is at the end. The licences of container images are in the images."
    yield ""
    numbers = {holder: number for number, held in enumerate(holders.values(), 1) for holder in held}
    width = max(map(len, numbers), default=0)
    yield from (f"{holder:<{width}}  {numbers[holder]}" for holder in sorted(numbers))
    for part in contents.parts:
        if part.name in OF_PROGRAMS:
            yield f"{part.name} {part.version}: {OF_PROGRAMS[part.name]}"
    yield from (f"{name}: the package has no copyright file" for name in without)
    yield ""


def sections(holders: dict[str, list[str]]) -> Iterator[str]:
    for number, (text, held) in enumerate(holders.items(), 1):
        yield from (LINE, f"{number}. {', '.join(held)}", LINE, "", text, "")


def common_texts(root: Path, texts: Iterable[str]) -> Iterator[str]:
    """Yields the texts that others refer to. GPL and the like are links to the newest version."""
    names = sorted({name for text in texts for name in COMMON.findall(text)})
    for name in names:
        file = root / FOLDER / name
        if file.is_file():
            target = file.readlink().name if file.is_symlink() else ""
            yield from (LINE, f"/{FOLDER}/{name}" + (f" is {target}" if target else ""), LINE, "")
            if target not in names:
                yield from (text_of(file), "")


def references_of(contents: Contents) -> list[str]:
    return [f"/{FOLDER}/{OF_PROGRAMS[part.name]}" for part in contents.parts if part.name in OF_PROGRAMS]


def of_others(root: Path, contents: Contents) -> list[Path]:
    """Returns the copyright files in folders of no package, such as that of firmware which was taken out of one."""
    packages = {package.name for package in contents.packages}
    files = sorted((root / "usr/share/doc").glob("*/copyright"))
    return [file for file in files if file.parent.name not in packages and not file.parent.is_symlink()]


def on_boot_partition(boot: Path) -> list[Path]:
    return sorted({file for pattern in ON_BOOT_PARTITION for file in boot.glob(pattern)})


def shown(file: Path, root: Path, boot: Path) -> str:
    return f"/boot/firmware/{file.relative_to(boot)}" if file.is_relative_to(boot) else f"/{file.relative_to(root)}"


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace").strip("\n")
