"""The facts that the account was checked by, kept until the first boot settles: cloud-init, and with it all that can
read the user's data, may have been removed by then."""

from __future__ import annotations

import dataclasses
import json

from hypriotos.boot_partition import is_there, sum_of_files
from hypriotos.built_in_account import BuiltInAccount
from hypriotos.decision import Facts
from hypriotos.first_boot import NOTES, cloud_init_failed
from hypriotos.logins import logins_besides, may_be_of_a_domain
from hypriotos.notice import keep

NOTE = NOTES / "account-facts.json"
# The sum of the files that they were read from.
FILES = "files"


def note(facts: Facts) -> None:
    """Later ones are still about the files that the first were read from."""
    files = noted().get(FILES) or sum_of_files()
    keep(NOTE, json.dumps({**dataclasses.asdict(facts), FILES: files}, default=sorted))


def forget() -> None:
    NOTE.unlink(missing_ok=True)


def are_there() -> bool:
    return NOTE.exists()


def are_about_these_files() -> bool:
    """Whether they are about the files that are on the boot partition now."""
    return is_there() and noted().get(FILES) == sum_of_files()


def now(account: BuiltInAccount, commands_ended: bool) -> Facts | None:
    """The same facts, with what accounts have become since. None if it could not be told what the data say."""
    facts = at_the_end(account)
    if facts is None:
        return None
    return dataclasses.replace(
        facts,
        logins=logins_besides(account.name),
        domain=may_be_of_a_domain(),
        own_key=account.has_own_key and (not commands_ended or account.key_is_taken),
        scripts_pending=facts.scripts_pending and not commands_ended,
        failed=commands_ended and (facts.failed or cloud_init_failed()),
    )


def at_the_end(account: BuiltInAccount) -> Facts | None:
    """As they were noted last: at a later start, when the first boot settled. Accounts that are made since are nobody's
    reason to lock this one."""
    kept = noted()
    if not kept:
        return None
    values = {name: kept[name] for name in kept if name != FILES}
    facts = Facts(**{name: frozenset(value) if isinstance(value, list) else value for name, value in values.items()})
    return dataclasses.replace(facts, own_password=account.has_own_password)


def noted() -> dict:
    """Nothing where a power cut has cut it off."""
    try:
        return json.loads(NOTE.read_text())
    except (OSError, ValueError):
        return {}
