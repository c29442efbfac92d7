"""The account that the image was built with: who it is, and what is done to it."""

from __future__ import annotations

import grp
import pwd
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hypriotos.decision import Fate, Verdict
from hypriotos.known_password import LOCKED_BY_US, KnownPassword
from hypriotos.shadow import password_fields, set_field

# NAME:HASH, from the build.
NOTE = Path("/usr/lib/hypriotos/built-in-account")
SUDO_RULE = Path("/etc/sudoers.d/hypriotos")
FIRST_PERSON = 1000
SSHD = (Path("/etc/ssh/sshd_config"), *Path("/etc/ssh/sshd_config.d").glob("*.conf"))
# sshd then finds keys elsewhere than in ~/.ssh.
KEYS_ELSEWHERE = re.compile(r"^\s*(AuthorizedKeys|AuthorizedPrincipals|TrustedUserCAKeys)", re.IGNORECASE | re.MULTILINE)
# cloud-init gives root the keys of others with it.
REFUSES_LOGIN = "echo 'Please login as the user"


@dataclass(frozen=True)
class BuiltInAccount:
    name: str
    password: KnownPassword

    @classmethod
    def noted(cls) -> "BuiltInAccount | None":
        """As it was built, whether it is still there or not. None where this system was built without one."""
        if not NOTE.exists():
            return None
        name, _, known_hash = NOTE.read_text().strip().partition(":")
        return cls(name, KnownPassword(known_hash))

    @classmethod
    def find(cls) -> "BuiltInAccount | None":
        """None where it is gone, or this system was built without one."""
        account = cls.noted()
        return account if account and account.is_there else None

    @property
    def is_there(self) -> bool:
        return self.name in names()

    @property
    def has_known_password(self) -> bool:
        return password_fields().get(self.name) == self.password.hash

    @property
    def has_own_password(self) -> bool:
        return password_fields().get(self.name) not in self.password.fields

    @property
    def opens(self) -> bool:
        """Whether somebody may log in with it."""
        return password_fields().get(self.name) != LOCKED_BY_US or has_key(Path(pwd.getpwnam(self.name).pw_dir))

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
        """groups: those that others are to have, which stay."""
        own = grp.getgrgid(pwd.getpwnam(self.name).pw_gid)
        SUDO_RULE.unlink(missing_ok=True)
        if subprocess.run(["userdel", "--remove", self.name], check=False, stderr=subprocess.DEVNULL).returncode != 0:
            return False
        # userdel removes it, too.
        if own.gr_name in groups and own.gr_name not in {group.gr_name for group in grp.getgrall()}:
            subprocess.run(["groupadd", "--gid", str(own.gr_gid), own.gr_name], check=True)
        return True

    def lock(self) -> None:
        if self.has_known_password:
            set_field(self.name, LOCKED_BY_US)

    def unlock(self) -> None:
        if password_fields().get(self.name) == LOCKED_BY_US:
            set_field(self.name, self.password.hash)


def names() -> set[str]:
    return {entry.pw_name for entry in pwd.getpwall()}


def logins_besides(account: str) -> frozenset[str]:
    """Other accounts, of whatever id, that have a password or a key."""
    fields = password_fields()
    keys_elsewhere = any(KEYS_ELSEWHERE.search(file.read_text(errors="replace")) for file in SSHD if file.is_file())
    return frozenset(
        entry.pw_name for entry in pwd.getpwall()
        if entry.pw_name != account and not entry.pw_shell.endswith(("/nologin", "/false", "/sync"))
        and (has_password(entry, fields) or has_key(Path(entry.pw_dir)) or (keys_elsewhere and is_person(entry)))
    )


def has_password(entry: pwd.struct_passwd, fields: dict[str, str]) -> bool:
    """No password at all counts: it opens the console. So does the known one that was taken away: somebody was to log in."""
    field = entry.pw_passwd if entry.pw_passwd != "x" else fields.get(entry.pw_name, "!")
    return field == LOCKED_BY_US or not field.startswith(("!", "*"))


def is_person(entry: pwd.struct_passwd) -> bool:
    return entry.pw_uid >= FIRST_PERSON


def has_key(home: Path) -> bool:
    return any(opens(line) for file in (home / ".ssh").glob("authorized_keys*") if file.is_file()
               for line in file.read_text(errors="replace").splitlines())


def opens(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#") and REFUSES_LOGIN not in line
