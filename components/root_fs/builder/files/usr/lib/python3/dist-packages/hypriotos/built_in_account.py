"""The account that the image was built with: who it is, and what is done to it."""

from __future__ import annotations

import grp
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hypriotos import ssh_server
from hypriotos.boot_partition import SHIPPED, content
from hypriotos.built_in_name import NOTE
from hypriotos.decision import Fate, Verdict
from hypriotos.keys import taken_keys
from hypriotos.known_password import LOCKED_BY_US, NONE_KNOWN, KnownPassword
from hypriotos.logins import names
from hypriotos.shadow import at_the_start, never_had_one, password_fields, set_field
from hypriotos.vocabulary import PASSWORDS

# No file of the build is newer.
BUILT = (NOTE, Path("/usr/lib/clock-epoch"))
SUDO_RULE = Path("/etc/sudoers.d/hypriotos")


@dataclass(frozen=True)
class BuiltInAccount:
    name: str
    password: KnownPassword

    @classmethod
    def noted(cls) -> BuiltInAccount | None:
        """As it was built, whether it is still there or not. None where this system was built without one."""
        if not NOTE.exists():
            return None
        name, _, known_hash = NOTE.read_text().strip().partition(":")
        return cls(name, KnownPassword(known_hash))

    @classmethod
    def find(cls) -> BuiltInAccount | None:
        """None where it is gone, or this system was built without one."""
        account = cls.noted()
        return account if account and account.is_there else None

    @property
    def is_there(self) -> bool:
        return self.name in names()

    @property
    def field(self) -> str | None:
        return password_fields().get(self.name)

    @property
    def has_known_password(self) -> bool:
        return self.field == self.password.hash

    @property
    def has_own_password(self) -> bool:
        field = self.field or ""
        return field not in self.password.fields and not never_had_one(field)

    @property
    def has_own_key(self) -> bool:
        """Whether an SSH key opens it that the image was not built with, although everybody knows the password."""
        built = content(SHIPPED).decode(errors="replace")
        return self.password.is_everybodys and any(key not in built for key in taken_keys(pwd.getpwnam(self.name)))

    @property
    def key_is_taken(self) -> bool:
        return ssh_server.takes_keys_of(pwd.getpwnam(self.name))

    @property
    def was_given_up(self) -> bool:
        """Whether it was gone or locked when this start began."""
        before = at_the_start()
        return bool(before) and before.get(self.name, LOCKED_BY_US) == LOCKED_BY_US

    @property
    def has_work(self) -> bool:
        """Whether somebody has set its password, or its home has files that the build did not put there; keys aside,
        which cloud-init writes."""
        home = Path(pwd.getpwnam(self.name).pw_dir)
        built = max(file.stat().st_mtime for file in BUILT if file.exists())
        files = (path for path in home.rglob("*") if path.relative_to(home).parts[0] != ".ssh")
        set_by_hand = self.password.hash != NONE_KNOWN and self.has_own_password
        return set_by_hand or any(path.lstat().st_mtime > built for path in files)

    def suffer(self, verdict: Verdict, removable: bool) -> Fate:
        """Returns what has become of it. removable: nobody can have worked with it yet."""
        if verdict.fate is Fate.STAYS:
            self.unlock()
            return Fate.STAYS
        if verdict.fate is Fate.REMOVED and removable and self.remove():
            return Fate.REMOVED
        self.lock()
        return Fate.LOCKED

    def remove(self, groups: frozenset[str] = frozenset()) -> bool:
        """Returns whether it is gone. groups: those that others are to have, which stay."""
        if self.has_work:
            return False
        own = grp.getgrgid(pwd.getpwnam(self.name).pw_gid)
        if subprocess.run(["userdel", "--remove", self.name], check=False, stderr=subprocess.DEVNULL).returncode != 0:
            return False
        self.give_up_sudo_rule()
        # userdel removes it, too.
        if own.gr_name in groups and own.gr_name not in {group.gr_name for group in grp.getgrall()}:
            subprocess.run(["groupadd", "--gid", str(own.gr_gid), own.gr_name], check=True)
        return True

    def give_up_sudo_rule(self) -> None:
        """sudo goes by the last rule that fits: this one comes after that of cloud-init."""
        SUDO_RULE.unlink(missing_ok=True)

    def make_as_built(self, wanted: dict) -> None:
        """cloud-init makes its default user anew without a password. wanted: what it was told of this account."""
        if never_had_one(self.field or "") and wanted.get("lock_passwd") is False and not has_password(wanted):
            set_field(self.name, LOCKED_BY_US)

    def lock(self) -> None:
        if self.has_known_password:
            set_field(self.name, LOCKED_BY_US)

    def unlock(self) -> None:
        if self.field == LOCKED_BY_US:
            set_field(self.name, self.password.hash)


def has_password(user: dict) -> bool:
    return any(user.get(key) for key in PASSWORDS)
