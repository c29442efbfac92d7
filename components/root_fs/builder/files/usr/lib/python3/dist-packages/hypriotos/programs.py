"""What commands of the user's run: files that cloud-init writes, and files that are on the board already."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cloudinit.config.cc_write_files import canonicalize_extraction, extract_contents

from hypriotos.boot_partition import BOOT, SEED
from hypriotos.vocabulary import NO_TEXT, RUNS_BY_ITSELF

# Where the system searches for programs that no package has.
SEARCHED = (Path("/usr/local/bin"), Path("/usr/local/sbin"))
# A path where people keep what is theirs.
OWN_PATH = re.compile(r"/(?:home|opt|root|srv|usr/local)(?:/[\w.+@%-]+)+")
# What is longer is no script.
MOST_BYTES = 1 << 20
SUFFIXES = (".sh", ".bash", ".py", ".pl")
# What runs files that a folder, or a pattern, stands for.
RUNS_MANY = re.compile(r"\b(bash|cd|exec|find|for|make|pushd|run-parts|sh|source|xargs)\b|(^|[;&|]) *\. ", re.MULTILINE)
# What puts such files where the system may run them.
COPIES = re.compile(r"\b(cp|dpkg|install|ln|mv|rsync|tar|unzip)\b")


class File(NamedTuple):
    path: str
    # NO_TEXT where it has none.
    content: str

    @property
    def is_for_containers(self) -> bool:
        """What it runs is run while a container image is made."""
        return posixpath.basename(self.path).lower().startswith(("containerfile", "dockerfile"))

    @property
    def is_script(self) -> bool:
        return self.content.lstrip().startswith("#!")

    @property
    def runs_by_itself(self) -> bool:
        # cloud-init takes a path without a first / from the root, where it runs.
        return RUNS_BY_ITSELF.match(posixpath.normpath(f"/{self.path}").replace("//", "/")) is not None

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.path)


def written(files: list[dict], calls: list[str]) -> list[str]:
    """Contents of those entries of `write_files` that something may run."""
    candidates = as_files(files)
    return run_by(calls, lambda _: candidates, may_run_written)


def run_later(files: list[dict]) -> list[str]:
    """Contents of those entries of `write_files` that the system runs by itself, in this start or a later one, and of
    what they run."""
    candidates = as_files(files)
    calls = [file.content for file in candidates if file.runs_by_itself]
    return [*calls, *run_by(calls, lambda _: candidates, is_named), *on_board(calls)]


def may_be_fetched_to_run(files: list[dict]) -> bool:
    """Whether the system runs by itself what an entry of `write_files` is to fetch, which is not known yet."""
    return any(
        isinstance(one.get("source"), dict) and file.runs_by_itself
        for one, file in zip(files, as_files(files), strict=True)
    )


def may_run_written(file: File, calls: list[str]) -> bool:
    if file.is_for_containers:
        return False
    return is_named(file, calls) or file.is_script or file.runs_by_itself


def is_named(file: File, calls: list[str]) -> bool:
    return not file.is_for_containers and (names_file(file, calls) or names_folder(file.folder, calls))


def on_board(calls: list[str]) -> list[str]:
    """Contents of the programs that these commands run: on the boot partition, or put into the image by its build."""
    calls = [call.replace("\\ ", " ") for call in dict.fromkeys(calls) if call.strip()]
    # With their paths, which say what becomes of those that are copied as they lie there.
    found_first = (
        [with_path(as_file(path)) for folder in (BOOT, *SEARCHED) for path in files_in(folder)] if calls else []
    )
    return run_by(calls, lambda texts: [*found_first, *map(as_file, own_paths(texts))], may_run_on_board)


def may_run_on_board(file: File, calls: list[str]) -> bool:
    if file.is_for_containers:
        return False
    if names_file(file, calls):
        return True
    if NO_TEXT in file.content or not Path(file.path).is_relative_to(BOOT):
        return False
    above = [str(folder) for folder in Path(file.path).parents if folder.is_relative_to(BOOT)]
    if any(map(COPIES.search, calls)) and any(names_folder(folder, calls) for folder in above):
        return True
    is_program = file.is_script or file.path.endswith(SUFFIXES)
    named = any(names_folder(folder, calls) for folder in (file.folder, str(BOOT)))
    return is_program and named and any(map(RUNS_MANY.search, calls))


def run_by(
    calls: list[str], candidates: Callable[[list[str]], Iterable[File]], may_run: Callable[[File, list[str]], bool]
) -> list[str]:
    """Contents of the files that the commands run, or that those files do, and so on. Names have no case, as on the
    boot partition."""
    found: dict[File, str] = {}
    while calls:
        lowered = [call.lower() for call in calls]
        lower = {file._replace(path=file.path.lower()): file for file in candidates(calls) if file not in found}
        new = {file: file.content for one, file in lower.items() if may_run(one, lowered)}
        found |= new
        calls = list(new.values())
    return list(found.values())


def names_folder(folder: str, calls: list[str]) -> bool:
    """By itself, or with a pattern for what is in it."""
    return folder not in ("", "/") and has(rf"{re.escape(folder)}(/\S*[*?\[]|/?\.?([\s\"';&|)]|$))", folder, calls)


def names_file(file: File, calls: list[str]) -> bool:
    """By its path, or by its name alone, as after a `cd`."""
    name = posixpath.basename(file.path)
    return name != "" and has(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", name, calls)


def has(pattern: str, word: str, texts: list[str]) -> bool:
    """Whether a text matches. word: a part of every match, which is found much faster."""
    return any(word in text and re.search(pattern, text) for text in texts)


def files_in(folder: Path) -> Iterator[Path]:
    """Besides those that cloud-init reads."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path not in {BOOT / name for name in SEED})


def own_paths(texts: list[str]) -> Iterator[Path]:
    paths = {found for text in texts for found in OWN_PATH.findall(text)}
    # A path can be too long for a file.
    return (Path(path) for path in sorted(paths) if os.path.isfile(path))


def with_path(file: File) -> File:
    return file if NO_TEXT in file.content else file._replace(content=f"{file.content}\n{file.path}")


def as_file(path: Path) -> File:
    try:
        text = path.read_bytes().decode(errors="replace") if path.stat().st_size <= MOST_BYTES else NO_TEXT
    except OSError:
        text = NO_TEXT
    return File(str(path), NO_TEXT if NO_TEXT in text else text)


def as_files(files: list[dict]) -> list[File]:
    return [File(str(file.get("path") or ""), content_of(file)) for file in files]


def content_of(file: dict) -> str:
    """Of an entry of `write_files`, unpacked as cloud-init does it; what cannot be unpacked, as it is."""
    content = file.get("content") or ""
    try:
        unpacked = extract_contents(content, canonicalize_extraction(file.get("encoding")))
    except Exception:  # Of base64 or gzip.
        return str(content)
    return unpacked.decode(errors="replace") if isinstance(unpacked, bytes) else str(unpacked)
