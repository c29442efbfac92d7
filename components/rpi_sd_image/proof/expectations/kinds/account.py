from collections.abc import Iterator
from types import SimpleNamespace

from expectations.accounts import Account, accounts, groups
from expectations.kinds.kind import Choice, Kind, Number, Path, Text, Texts
from systems.system import System


class AccountKind(Kind):
    """An account that is there, and what it may do."""

    name = "account"
    fields = {
        "account": Text("its name", required=True),
        "uid": Number("its number"),
        "group": Text("its primary group"),
        "groups": Texts("groups that it is in; others are all right", default=[]),
        "home": Path("its home directory"),
        "shell": Path("its shell"),
        "password": Choice("whether it can log in with one: `set`, `locked` (with none), `empty` (without being asked)", ("set", "locked", "empty")),
        "authorized_keys": Texts("the SSH keys that open it, all of them; comments do not count"),
    }

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        found = accounts(system).get(want.account)
        if found is None:
            yield f"there is no account {want.account}"
            return
        all_groups = groups(system)
        primary = next((group.name for group in all_groups.values() if group.gid == found.gid), f"number {found.gid}")
        for what, wanted, is_so in (
            ("uid", want.uid, found.uid),
            ("group", want.group, primary),
            ("home", want.home, found.home),
            ("shell", want.shell, found.shell),
            ("password", want.password, password_state(found)),
        ):
            if wanted is not None and wanted != is_so:
                yield f"{want.account}: expected the {what} {wanted}, found {is_so}"
        for group in want.groups:
            if group not in all_groups:
                yield f"{want.account}: expected it in the group {group}, there is no such group"
            elif want.account not in all_groups[group].members and group != primary:
                yield f"{want.account}: expected it in the group {group}, its members are {', '.join(all_groups[group].members) or 'none'}"
        if want.authorized_keys is not None:
            yield from self.judge_keys(system, want, found)

    def judge_keys(self, system: System, want: SimpleNamespace, found: Account) -> Iterator[str]:
        path = f"{found.home}/.ssh/authorized_keys"
        there = keys(system.text(path)) if system.entry(path) else set()
        wanted = keys("\n".join(want.authorized_keys))
        for key in wanted - there:
            yield f"{want.account}: expected the key {shortened(key)} in {path}, it is not there"
        for key in there - wanted:
            yield f"{want.account}: expected no other keys in {path}, found {shortened(key)}"


class Logins(Kind):
    """Who can log in at all: the accounts with a password or with an SSH key."""

    name = "logins"
    fields = {"logins": Texts("their names, all of them", required=True)}

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        for account in accounts(system).values():
            if account.name in want.logins:
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
    """Type and key of each line, without options and comments."""
    found = set()
    for line in text.splitlines():
        words = line.split()
        for position, word in enumerate(words[:-1]):
            if word.startswith(("ssh-", "ecdsa-", "sk-")):
                found.add(f"{word} {words[position + 1]}")
                break
    return found


def shortened(key: str) -> str:
    return key if len(key) <= 50 else f"{key[:24]}...{key[-16:]}"
