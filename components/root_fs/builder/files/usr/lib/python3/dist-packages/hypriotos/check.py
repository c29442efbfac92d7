"""What becomes of the built-in account by what cloud-init made of the user's data, before anybody can log in."""

from __future__ import annotations

import logging

from hypriotos import noted_facts, notice, obstacles, passwords, users_data, wishes
from hypriotos.built_in_account import BuiltInAccount
from hypriotos.decision import UNKNOWN, Fate, Verdict, decide
from hypriotos.facts import collect
from hypriotos.mistakes import announce_mistakes
from hypriotos.users_data import Reading


def checked(account: BuiltInAccount | None) -> Verdict | None:
    """None where there is no such account."""
    # cloud-init itself says what it makes of odd data.
    logging.disable()
    try:
        noted_facts.forget()
        reading = users_data.read()
        announce_mistakes(reading)
        if account is None:
            return None
        prepare(account, reading)
        facts = collect(account, reading)
        noted_facts.note(facts)
        return decide(facts)
    except wishes.Unclear as error:
        return Verdict(Fate.LOCKED, str(error))
    except Exception as error:  # Whatever there is in the data, the account does not stay open.
        return Verdict(Fate.LOCKED, f"{UNKNOWN} ({type(error).__name__})")


def look_for_mistakes_again() -> None:
    """At a later start: somebody may have put right by hand what was said."""
    logging.disable()
    try:
        announce_mistakes(users_data.read())
    except Exception:  # Whatever there is in the data, what was said stands.
        notice.announce(notice.MISTAKES, notice.said().get(notice.MISTAKES))


def prepare(account: BuiltInAccount, reading: Reading) -> None:
    """What cloud-init does not do, or does when SSH runs already."""
    config = users_data.merged() or {}
    forbid_passwords(config)
    account.password.look_for(
        text for part in (config, *reading.configs) for text in passwords.texts(part, reading.scripts)
    )
    account.password.give_back(wishes.unlocked(reading.configs))
    account.password.set_right()
    users = wishes.users_in(config)
    obstacles.remove(users)
    account.password.take_passwords(users)
    account.password.leave_alone(users)
    account.make_as_built(users.get(account.name, {}))
    if wishes.sudo_asks(reading.configs, account.name):
        account.give_up_sudo_rule()


def forbid_passwords(config: dict) -> None:
    """`ssh_pwauth: false` at once: cloud-init comes to it when SSH runs already."""
    from cloudinit import ssh_util, util

    if util.is_false(config.get("ssh_pwauth", "")):
        ssh_util.update_ssh_config({"PasswordAuthentication": "no"})
