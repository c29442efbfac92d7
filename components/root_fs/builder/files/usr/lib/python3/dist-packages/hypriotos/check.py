"""What becomes of the built-in account by what cloud-init made of the user's data, before anybody can log in."""

from __future__ import annotations

import logging

from hypriotos import noted_facts, users_data, wishes
from hypriotos.built_in_account import BuiltInAccount
from hypriotos.decision import Fate, Verdict, decide
from hypriotos.facts import collect
from hypriotos.notice import announce
from hypriotos.users_data import Reading

# first-boot knows this note, too.
UNREAD = "user-data-unread"
NOT_READ = "The user-data on the boot partition could not be read. Correct it and start again."
NOT_TAKEN = (
    "The user-data on the boot partition was not used. meta-data is missing there, or meta-data or network-config"
    " cannot be read. Correct it and start again."
)


def checked(account: BuiltInAccount | None) -> Verdict | None:
    """None where there is no such account."""
    # cloud-init itself says what it makes of odd data.
    logging.disable()
    noted_facts.forget()
    try:
        reading = users_data.read()
        note_unread(reading)
        if account is None:
            return None
        prepare(account)
        if not account.is_there:
            return None
        facts = collect(account, reading)
        noted_facts.note(facts)
        return decide(facts)
    except wishes.Unclear as error:
        return Verdict(Fate.LOCKED, str(error))
    except Exception as error:  # Whatever there is in the data, the account does not stay open.
        return Verdict(Fate.LOCKED, f"it cannot be told what the user's data say ({type(error).__name__})")


def note_unread(reading: Reading) -> None:
    """For those who read the screen, and for the next boot."""
    if reading.unread or reading.not_used:
        announce(UNREAD, NOT_READ if reading.unread or users_data.taken() else NOT_TAKEN)
    else:
        announce(UNREAD, None)


def prepare(account: BuiltInAccount) -> None:
    """What cloud-init does not do, or does when SSH runs already."""
    config = users_data.merged() or {}
    forbid_passwords(config)
    account.take_passwords(wishes.users_in(config))


def forbid_passwords(config: dict) -> None:
    """`ssh_pwauth: false` at once: cloud-init comes to it when SSH runs already."""
    from cloudinit import ssh_util, util

    if util.is_false(config.get("ssh_pwauth", "")):
        ssh_util.update_ssh_config({"PasswordAuthentication": "no"})
