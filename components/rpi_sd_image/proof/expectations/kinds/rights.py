import re
import stat
from collections.abc import Iterator, Mapping

from expectations.accounts import name_of_group, name_of_user
from expectations.data import as_list
from expectations.kinds.forms import Texts
from expectations.kinds.kind import Kind, Required
from expectations.mistake import Mistake
from expectations.words import has_word
from systems.system import Entry, System

# In place of what does not matter.
ANYTHING = "-"
LINE = re.compile(r"(?P<mode>[0-7]{3,4}|-) (?P<owner>\S+) (?P<group>\S+) (?P<path>/.+)")


class Rights(Kind):
    """Permissions and owners of several files and directories, each in one text: `0640 root adm /etc/my.key`. A `-`
    stands for anything."""

    name = "rights"
    rights = Required(Texts(), "permissions, owner, group and path of each")

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        for line in as_list(data["rights"]):
            if not has_word(line) and not LINE.fullmatch(str(line)):
                raise Mistake(f"`rights` has '{line}': expected permissions, owner, group and path.")

    def judge(self, system: System) -> Iterator[str]:
        for line in self.rights:
            wanted = LINE.fullmatch(line)
            if wanted is None:
                yield f"'{line}': expected permissions, owner, group and path"
                continue
            entry = system.entry(wanted["path"], follow=False)
            if entry is None:
                yield f"{wanted['path']}: it is not there"
            else:
                yield from judge_rights(system, entry, wanted)


def judge_rights(system: System, entry: Entry, wanted: re.Match[str]) -> Iterator[str]:
    mode = wanted["mode"] if wanted["mode"] == ANYTHING else wanted["mode"].rjust(4, "0")
    for what, expected, found in (
        ("mode", mode, f"{stat.S_IMODE(entry.mode):04o}"),
        ("owner", wanted["owner"], name_of_user(system, entry.owner)),
        ("group", wanted["group"], name_of_group(system, entry.group)),
    ):
        if expected not in (ANYTHING, found):
            yield f"{entry.path}: expected the {what} {expected}, found {found}"
