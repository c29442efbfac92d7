"""The copyright files of packages. In Debian's machine-readable format (DEP 5) they say the licence of each file."""

import logging
import re
from functools import cache
from pathlib import Path

from debian.copyright import Copyright, License, NotMachineReadableError

from contents.model import Licences

# It complains of what other files than those of today's format have.
logging.getLogger("debian.copyright").setLevel(logging.ERROR)

# Some files that are not in the format say it this way, such as that of the kernel.
IDENTIFIER = re.compile(r"^\s*SPDX-License-Identifier: (.+)$", re.MULTILINE)


def licences_of(root: Path, package: str) -> Licences:
    """Returns the licences of an installed package. Leaves out texts that it cannot read."""
    file = copyright_file(root, package)
    return read_licences(file.read_bytes()) if file else Licences()


def copyright_file(root: Path, package: str) -> Path | None:
    """Returns the copyright file of a package. Of some packages, the folder is a link to that of another one."""
    documents = root / "usr/share/doc"
    folder = documents / package
    if folder.is_symlink():
        folder = documents / folder.readlink().name
    file = folder / "copyright"
    return file if file.is_file() and not file.is_symlink() else None


@cache
def read_licences(content: bytes) -> Licences:
    text = content.decode("utf-8", errors="replace")
    try:
        parsed = Copyright(text.splitlines(keepends=True), strict=False)
    except (NotMachineReadableError, ValueError):
        return Licences(tuple(identifiers(text)))
    names: dict[str, None] = {}
    texts: dict[str, str] = {}
    for paragraph in parsed.all_files_paragraphs():
        if paragraph.license:
            note(paragraph.license, texts)
            names[name_of(paragraph.license)] = None
    for paragraph in parsed.all_license_paragraphs():
        note(paragraph.license, texts)
    return Licences(tuple(sorted(names)), texts)


def identifiers(text: str) -> list[str]:
    """Returns the first licence that the text names in SPDX's notation, if any. The others are those of parts."""
    return [found.strip() for found in IDENTIFIER.findall(text)[:1]]


def note(licence: License, texts: dict[str, str]) -> None:
    """Adds the text of a licence, unless there is one already. Where only a reference is, there is no text."""
    if licence.text and licence.text.strip():
        texts.setdefault(name_of(licence), licence.text.strip())


def name_of(licence: License) -> str:
    return " ".join(licence.synopsis.split())
