import stat
from collections.abc import Iterator

from expectations.accounts import name_of_group, name_of_user
from expectations.kinds.content import judge_content
from expectations.kinds.forms import Choice, Mode, Path, Patterns, Text, Whether
from expectations.kinds.kind import Default, Kind, Optional, Required
from systems.system import Entry, System

TYPES = {"file": stat.S_ISREG, "directory": stat.S_ISDIR, "link": stat.S_ISLNK}


class File(Kind):
    """A file, directory or link, and its properties."""

    name = "file"
    file = Required(Path(), "the path; links are followed unless `type` is link")
    type = Default(Choice(*TYPES), "its type", "file")
    owner = Optional(Text(), "the name of its owner")
    group = Optional(Text(), "the name of its group")
    mode = Optional(Mode(), "its permissions")
    target = Optional(Text(), "the target of the link, as it is written")
    whole = Optional(Text(), "its whole content, without leading and trailing white space", key="is")
    has = Default(Patterns(), "each must match in its content", [])
    lacks = Default(Patterns(), "none may match in its content", [])
    binary = Optional(Whether(), "whether it is not text; each byte then counts as a character")
    empty = Optional(Whether(), "whether it is empty")

    def judge(self, system: System) -> Iterator[str]:
        entry = system.entry(self.file, follow=self.type != "link")
        if entry is None:
            yield f"{self.file}: it is not there"
            return
        if not TYPES[self.type](entry.mode):
            yield f"{self.file}: expected a {self.type}, found a {type_of(entry)}"
            return
        yield from self.judge_rights(system, entry)
        if self.target is not None and entry.target != self.target:
            yield f"{self.file}: expected a link to {self.target}, found one to {entry.target}"
        if self.empty is not None and self.empty != (entry.size == 0):
            yield f"{self.file}: expected {'no content' if self.empty else 'some content'}, found {entry.size} bytes"
        if self.whole is not None or self.has or self.lacks:
            content = system.read(self.file).decode("latin-1") if self.binary else system.text(self.file)
            yield from judge_content(self.file, content, self.whole, self.has, self.lacks)

    def judge_rights(self, system: System, entry: Entry) -> Iterator[str]:
        if self.owner is not None and (owner := name_of_user(system, entry.owner)) != self.owner:
            yield f"{self.file}: expected the owner {self.owner}, found {owner}"
        if self.group is not None and (group := name_of_group(system, entry.group)) != self.group:
            yield f"{self.file}: expected the group {self.group}, found {group}"
        if self.mode is not None and (mode := stat.S_IMODE(entry.mode)) != self.mode:
            yield f"{self.file}: expected the mode {self.mode:04o}, found {mode:04o}"


def type_of(entry: Entry) -> str:
    return next((name for name, fits in TYPES.items() if fits(entry.mode)), "device, pipe or socket")
