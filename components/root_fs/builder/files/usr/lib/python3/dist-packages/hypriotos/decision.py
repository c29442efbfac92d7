"""What becomes of the built-in account, whose password everybody knows. Nothing here reads or changes the system.

The known password stays only if nothing speaks against it: each reason in `doubts` locks it.
docs/first-steps.md has the same as a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

Names = frozenset[str]
NONE: Names = frozenset()


UNKNOWN = "it cannot be told what the user's data say"


class Fate(Enum):
    STAYS = "stays as it is"
    LOCKED = "can no longer log in with the password that it was built with"
    REMOVED = "is removed"


@dataclass(frozen=True)
class Verdict:
    fate: Fate
    because: str


@dataclass(frozen=True)
class Facts:
    # People's accounts that cloud-init's merged configuration names, without the built-in one.
    others: Names = NONE
    # The merged configuration names the built-in account.
    named: bool = False
    # The account's password is not, or no longer, the one that it was built with.
    own_password: bool = False
    # cloud-init, a command or a script is to set another password, or to close an account.
    password_wanted: bool = False
    # A command or a script may set a password, or close an account.
    password_hinted: bool = False
    # An SSH key opens the account that the image was not built with, and everybody knows the password.
    own_key: bool = False
    # The user's data give the account the password that it was built with.
    password_repeated: bool = False
    # A command, or something else of cloud-init's, has not come to a good end.
    failed: bool = False
    # People that a part of the data names, and the merged configuration does not.
    left_out: Names = NONE
    # Other accounts that somebody can log in with, or was to.
    logins: Names = NONE
    # Accounts of a domain may be such, too.
    domain: bool = False
    # cloud-init did not use a file of the boot partition, or lost a part of it, and it may be about accounts.
    not_used: bool = False
    # There are no user-data, and at the start of this boot the account was gone or locked because of earlier ones.
    given_up_before: bool = False
    # A part could not be read, and may be about accounts.
    unread: bool = False
    # Parts that only code of the user's understands.
    foreign: bool = False
    # Keys that are not known to leave accounts alone.
    strange_keys: Names = NONE
    # Commands or scripts that may make accounts have not ended yet.
    scripts_pending: bool = False
    # The system may run programs that make accounts when the first boot has ended.
    made_later: bool = False


def decide(facts: Facts) -> Verdict:
    if is_replaced(facts):
        return Verdict(Fate.REMOVED, f"the user's data name {listed(facts.others)}")
    if facts.own_password:
        return Verdict(Fate.STAYS, "its password is no longer the one that it was built with")
    if reason := next(doubts(facts), None):
        return Verdict(Fate.LOCKED, reason)
    return Verdict(Fate.STAYS, "the user's data name no other")


def is_replaced(facts: Facts) -> bool:
    return bool(facts.others) and not facts.named


def doubts(facts: Facts) -> Iterator[str]:
    table = (
        (facts.others, f"the user's data name {listed(facts.others)}, too"),
        (facts.left_out, f"the user's data name {listed(facts.left_out)}, and cloud-init left that out"),
        (facts.logins, f"{listed(facts.logins)} may log in"),
        (facts.domain, "people may log in with accounts of a domain"),
        (facts.password_wanted, "the user's data are to change or lock a password, and this one is as it was"),
        (facts.own_key and not facts.password_repeated, "an SSH key of the user's opens it"),
        (
            facts.password_hinted and facts.failed,
            "cloud-init failed, and commands of the user's may be about passwords",
        ),
        (facts.not_used, "cloud-init did not use all of the user's data"),
        (facts.given_up_before, "earlier user's data called for others or were in doubt, and now there are none"),
        (facts.unread, "a part of the user's data could not be read"),
        (facts.foreign, "a part of the user's data is of a kind that is not known"),
        (facts.strange_keys, f"the user's data contain {listed(facts.strange_keys)}, which may be about accounts"),
        (facts.scripts_pending, "commands of the user's may make accounts"),
        (facts.made_later, "something of the user's that runs after the first boot may make accounts"),
    )
    return (reason for applies, reason in table if applies)


def listed(names: Names) -> str:
    return ", ".join(sorted(names))
