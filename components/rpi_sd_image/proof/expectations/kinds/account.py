import hashlib
from collections.abc import Iterator

from expectations.accounts import Account, accounts, groups
from expectations.kinds.forms import Choice, Number, Path, Text, Texts
from expectations.kinds.kind import Default, Kind, Optional, Required
from systems.system import System


class AccountKind(Kind):
    """A user account and its properties."""

    name = "account"
    account = Required(Text(), "its name")
    uid = Optional(Number(), "its user ID")
    group = Optional(Text(), "its primary group")
    groups = Default(Texts(), "groups that it must be in; it may be in others", [])
    not_groups = Default(Texts(), "groups that it must not be in", [])
    home = Optional(Path(), "its home directory")
    shell = Optional(Path(), "its shell")
    password = Optional(
        Choice("set", "locked", "empty"),
        "`set`, `locked` (no login with a password) or `empty` (login without a password)",
    )
    password_sha256 = Optional(Text(), "the SHA-256 of its password's hash in /etc/shadow, in hexadecimal digits")
    authorized_keys = Optional(Texts(), "all SSH keys that can log in to it; comments are ignored")

    def judge(self, system: System) -> Iterator[str]:
        found = accounts(system).get(self.account)
        if found is None:
            yield f"there is no account {self.account}"
            return
        all_groups = groups(system)
        primary = next((group.name for group in all_groups.values() if group.gid == found.gid), f"number {found.gid}")
        for what, wanted, is_so in (
            ("uid", self.uid, found.uid),
            ("group", self.group, primary),
            ("home", self.home, found.home),
            ("shell", self.shell, found.shell),
            ("password", self.password, password_state(found)),
        ):
            if wanted is not None and wanted != is_so:
                yield f"{self.account}: expected the {what} {wanted}, found {is_so}"
        for name in self.groups:
            if name not in all_groups:
                yield f"{self.account}: expected it in the group {name}, which does not exist"
            elif self.account not in all_groups[name].members and name != primary:
                members = ", ".join(all_groups[name].members) or "none"
                yield f"{self.account}: expected it in the group {name}, its members are {members}"
        for name in self.not_groups:
            if name == primary or (name in all_groups and self.account in all_groups[name].members):
                yield f"{self.account}: expected it not in the group {name}"
        if self.password_sha256 not in (None, hashlib.sha256(found.password.encode()).hexdigest()):
            # The hash itself does not belong into a report.
            yield f"{self.account}: expected another password"
        if self.authorized_keys is not None:
            yield from self.judge_keys(system, found, keys("\n".join(self.authorized_keys)))

    def judge_keys(self, system: System, found: Account, wanted: set[str]) -> Iterator[str]:
        path = f"{found.home}/.ssh/authorized_keys"
        there = keys(system.text(path)) if system.entry(path) else set[str]()
        for key in wanted - there:
            yield f"{self.account}: expected the key {shortened(key)} in {path}, it is not there"
        for key in there - wanted:
            yield f"{self.account}: expected no other keys in {path}, found {shortened(key)}"


class Logins(Kind):
    """All accounts that can log in, with a password or an SSH key."""

    name = "logins"
    logins = Required(Texts(), "the names of the only accounts that may log in")

    def judge(self, system: System) -> Iterator[str]:
        for account in accounts(system).values():
            if account.name in self.logins:
                continue
            if account.has_password:
                yield f"{account.name} can log in with {'a' if account.password else 'no'} password"
            if any(keys(system.text(path)) for path in system.glob(f"{account.home}/.ssh/authorized_keys")):
                yield f"{account.name} can log in with an SSH key"


def password_state(account: Account) -> str:
    if not account.has_password:
        return "locked"
    return "set" if account.password else "empty"


def keys(text: str) -> set[str]:
    """Returns type and key of each line of an authorized_keys file, without options and comments."""
    found: set[str] = set()
    for line in text.splitlines():
        words = line.split()
        for position, word in enumerate(words[:-1]):
            if word.startswith(("ssh-", "ecdsa-", "sk-")):
                found.add(f"{word} {words[position + 1]}")
                break
    return found


def shortened(key: str) -> str:
    return key if len(key) <= 50 else f"{key[:24]}...{key[-16:]}"
