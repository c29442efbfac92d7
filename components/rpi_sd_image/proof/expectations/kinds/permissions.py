import stat
from collections.abc import Iterator, Mapping

from expectations.accounts import accounts, groups
from expectations.kinds.forms import Path, Paths, Whether
from expectations.kinds.kind import Default, Kind, Optional, Required
from expectations.mistake import Mistake
from systems.system import Entry, System


class Permissions(Kind):
    """Permissions of all files below a directory, on the same file system."""

    name = "permissions"
    permissions = Required(Path(), "the directory")
    world_writable = Optional(Paths(), "what everybody may write to; links and sticky directories are always allowed")
    setuid = Optional(Paths(), "all files with setuid or setgid")
    owned = Optional(Whether(), "whether each must belong to an existing user and group")
    left_out = Default(Paths(), "directories to leave out", [], key="except")

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        if not {"world_writable", "setuid", "owned"} & set(data):
            raise Mistake("the kind permissions needs `world_writable`, `setuid` or `owned`.")

    def judge(self, system: System) -> Iterator[str]:
        left_out = tuple(f"{path}/" for pattern in self.left_out for path in system.glob(pattern))
        entries = [entry for entry in system.walk(self.permissions) if not entry.path.startswith(left_out)]
        if self.world_writable is not None:
            yield from judge_world_writable(entries, self.world_writable)
        if self.setuid is not None:
            yield from judge_setuid(entries, self.setuid)
        if self.owned:
            yield from judge_owned(system, entries)


def judge_world_writable(entries: list[Entry], allowed: list[str]) -> Iterator[str]:
    for entry in entries:
        sticky = entry.is_directory and entry.mode & stat.S_ISVTX
        if entry.mode & stat.S_IWOTH and not entry.is_link and not sticky and entry.path not in allowed:
            yield f"{entry.path}: everybody may write to it ({stat.S_IMODE(entry.mode):04o})"


def judge_setuid(entries: list[Entry], allowed: list[str]) -> Iterator[str]:
    found = {entry.path: entry for entry in entries if entry.is_file and entry.mode & (stat.S_ISUID | stat.S_ISGID)}
    for path in sorted(found.keys() - set(allowed)):
        mode = stat.S_IMODE(found[path].mode)
        yield f"{path}: expected no setuid or setgid, found the mode {mode:04o}"
    for path in sorted(set(allowed) - found.keys()):
        yield f"{path}: expected it to have setuid or setgid, but it has neither or is not there"


def judge_owned(system: System, entries: list[Entry]) -> Iterator[str]:
    users = {account.uid for account in accounts(system).values()}
    all_groups = {group.gid for group in groups(system).values()}
    for entry in entries:
        if entry.owner not in users:
            yield f"{entry.path}: it belongs to the user number {entry.owner}, which does not exist"
        if entry.group not in all_groups:
            yield f"{entry.path}: it belongs to the group number {entry.group}, which does not exist"
