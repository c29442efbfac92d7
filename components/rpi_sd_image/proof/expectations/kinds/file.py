import stat
from collections.abc import Iterator

from expectations.accounts import name_of_group, name_of_user
from expectations.kinds.content import judge_content
from expectations.kinds.forms import Choice, Mode, Path, Patterns, Text, Whether
from expectations.kinds.kind import Default, Kind, Optional, Required
from systems.system import Entry, System

TYPES = {"file": stat.S_ISREG, "directory": stat.S_ISDIR, "link": stat.S_ISLNK}


class File(Kind):
    """A file, directory or link that is there, and what it is like."""

    name = "file"
    file = Required(Path(), "the path; links are followed unless `type` is link")
    type = Default(Choice(*TYPES), "what it is", "file")
    owner = Optional(Text(), "the name of the user that it belongs to")
    group = Optional(Text(), "the name of its group")
    mode = Optional(Mode(), "its permissions")
    target = Optional(Text(), "what the link says")
    whole = Optional(Text(), "its whole content, white space at the ends aside", key="is")
    has = Default(Patterns(), "what each is found in its content", [])
    lacks = Default(Patterns(), "what none is found in its content", [])
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
            yield from judge_content(self.file, system.text(self.file), self.whole, self.has, self.lacks)

    def judge_rights(self, system: System, entry: Entry) -> Iterator[str]:
        if self.owner is not None and (owner := name_of_user(system, entry.owner)) != self.owner:
            yield f"{self.file}: expected the owner {self.owner}, found {owner}"
        if self.group is not None and (group := name_of_group(system, entry.group)) != self.group:
            yield f"{self.file}: expected the group {self.group}, found {group}"
        if self.mode is not None and (mode := stat.S_IMODE(entry.mode)) != self.mode:
            yield f"{self.file}: expected the mode {self.mode:04o}, found {mode:04o}"


def type_of(entry: Entry) -> str:
    return next((name for name, fits in TYPES.items() if fits(entry.mode)), "device, pipe or socket")
