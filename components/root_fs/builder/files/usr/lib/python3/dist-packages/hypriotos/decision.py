"""What becomes of the built-in account, whose password everybody knows. Nothing here reads or changes the system.

docs/first-steps.md has the same as a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Fate(Enum):
    STAYS = "stays as it was built"
    LOCKED = "can no longer log in with the password that it was built with"
    REMOVED = "is removed"


@dataclass(frozen=True)
class Verdict:
    fate: Fate
    because: str


@dataclass(frozen=True)
class Facts:
    account: str
    # By name, as cloud-init merged and normalised them; None where it did not get that far.
    users: dict[str, dict] | None
    # `password` or `chpasswd` is for the built-in account. cloud-init sets it when SSH runs already.
    password_follows: bool = False
    # A part of the user's data that could not be read may be about accounts.
    unread: bool = False
    # A script or a command of the user's calls what makes accounts, and has not ended yet.
    scripts_make_accounts: bool = False
    # Other accounts that people can log in with.
    logins: frozenset[str] = frozenset()


def decide(facts: Facts) -> Verdict:
    if facts.users is None:
        if facts.unread:
            return Verdict(Fate.LOCKED, "cloud-init could not read the user's data")
        return Verdict(Fate.STAYS, "cloud-init read nothing, and nothing names an account")
    own = facts.users.get(facts.account)
    named = {name for name, user in facts.users.items() if name != facts.account and is_for_people(user)}
    if named and own is None:
        return Verdict(Fate.REMOVED, f"the user's data name {listed(named)}")
    if gives_password(own):
        return Verdict(Fate.STAYS, "the user's data name it, with a password")
    if named:
        return Verdict(Fate.LOCKED, f"the user's data name {listed(named)} and give it no password")
    if facts.logins:
        return Verdict(Fate.LOCKED, f"{listed(facts.logins)} can log in")
    if facts.password_follows:
        return Verdict(Fate.LOCKED, "the user's data give it another password")
    if facts.unread:
        return Verdict(Fate.LOCKED, "a part of the user's data could not be read")
    if facts.scripts_make_accounts:
        return Verdict(Fate.LOCKED, "a script of the user's makes accounts")
    return Verdict(Fate.STAYS, "the user's data name no other")


def is_for_people(user: dict) -> bool:
    """Whether somebody is to log in with it: a service's account has neither a key nor a password."""
    return not user.get("system") or gives_password(user) or any(user.get(key) for key in ("ssh_authorized_keys", "ssh_import_id"))


def gives_password(user: dict | None) -> bool:
    return any((user or {}).get(key) for key in ("hashed_passwd", "plain_text_passwd", "passwd"))


def listed(names: set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names))
