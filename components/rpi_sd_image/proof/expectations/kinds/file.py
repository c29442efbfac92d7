import stat
from collections.abc import Iterator
from types import SimpleNamespace

from expectations.accounts import name_of_group, name_of_user
from expectations.kinds.kind import Choice, Kind, Mode, Path, Pattern, Text, Whether
from systems.system import Entry, System

TYPES = {"file": stat.S_ISREG, "directory": stat.S_ISDIR, "link": stat.S_ISLNK}


class File(Kind):
    """A file, directory or link that is there, and what it is like."""

    name = "file"
    fields = {
        "file": Path("the path; links are followed unless `type` is link", required=True),
        "type": Choice("what it is", tuple(TYPES), default="file"),
        "owner": Text("the name of the user that it belongs to"),
        "group": Text("the name of its group"),
        "mode": Mode("its permissions"),
        "target": Text("what the link says"),
        "is": Text("its whole content, white space at the ends aside"),
        "has": Pattern("what each is found in its content", default=[]),
        "lacks": Pattern("what none is found in its content", default=[]),
        "empty": Whether("whether it is empty"),
    }

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        entry = system.entry(want.file, follow=want.type != "link")
        if entry is None:
            yield f"{want.file}: it is not there"
            return
        if not TYPES[want.type](entry.mode):
            yield f"{want.file}: expected a {want.type}, found a {type_of(entry)}"
            return
        yield from self.judge_rights(system, want, entry)
        if want.target is not None and entry.target != want.target:
            yield f"{want.file}: expected a link to {want.target}, found one to {entry.target}"
        if want.empty is not None and want.empty != (entry.size == 0):
            yield f"{want.file}: expected {'no content' if want.empty else 'some content'}, found {entry.size} bytes"
        if vars(want)["is"] is not None or want.has or want.lacks:
            yield from judge_content(want.file, system.text(want.file), want)

    def judge_rights(self, system: System, want: SimpleNamespace, entry: Entry) -> Iterator[str]:
        if want.owner is not None and (owner := name_of_user(system, entry.owner)) != want.owner:
            yield f"{want.file}: expected the owner {want.owner}, found {owner}"
        if want.group is not None and (group := name_of_group(system, entry.group)) != want.group:
            yield f"{want.file}: expected the group {want.group}, found {group}"
        if want.mode is not None and (mode := stat.S_IMODE(entry.mode)) != want.mode:
            yield f"{want.file}: expected the mode {want.mode:04o}, found {mode:04o}"


def judge_content(what: str, text: str, want: SimpleNamespace) -> Iterator[str]:
    whole = vars(want).get("is")
    if whole is not None and text.strip() != whole.strip():
        yield f"{what}: expected {excerpt(whole)}, found {excerpt(text)}"
    for pattern in want.has:
        if not pattern.search(text):
            yield f"{what}: expected a match of /{pattern.pattern}/, found {excerpt(text)}"
    for pattern in want.lacks:
        if match := pattern.search(text):
            yield f"{what}: expected no match of /{pattern.pattern}/, found {excerpt(line_around(text, match.start()))}"


def line_around(text: str, position: int) -> str:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return text[start : end if end >= 0 else None]


def excerpt(text: str, limit: int = 300) -> str:
    """For messages: quoted, not too long, and with what one would not see as its code."""
    if not text.strip():
        return "nothing"
    text = "".join(one if one.isprintable() or one == "\n" else repr(one)[1:-1] for one in text.rstrip())
    return f"'{text}'" if len(text) <= limit else f"'{text[:limit]}' ..."


def type_of(entry: Entry) -> str:
    return next((name for name, fits in TYPES.items() if fits(entry.mode)), "device, pipe or socket")
