"""Collects what the decision on the built-in account is made by."""

from __future__ import annotations

from hypriotos import users_data, wishes
from hypriotos.built_in_account import BuiltInAccount
from hypriotos.decision import Facts
from hypriotos.logins import logins_besides, may_be_of_a_domain
from hypriotos.users_data import Reading


def collect(account: BuiltInAccount, reading: Reading) -> Facts:
    merged = users_data.merged()
    base = merged or {}
    users = wishes.users_in(base)
    others = wishes.people_in(users, account.name)
    # Each part counts on its own, too: cloud-init may have left it out.
    configs = [base, *({**base, **part} for part in reading.configs)]
    named = frozenset().union(*(wishes.people_in(wishes.users_in(config), account.name) for config in configs))
    return Facts(
        others=others,
        named=account.name in users,
        own_password=account.has_own_password,
        password_wanted=any(
            wishes.wants_password(config, account.name, account.password.is_it)
            or wishes.commands_set_password(config, reading.scripts)
            for config in configs
        ),
        password_hinted=any(wishes.commands_may_set_password(config, reading.scripts) for config in configs),
        own_key=account.has_own_key,
        password_repeated=any(
            wishes.repeats_password(config, account.name, account.password.is_it) for config in configs
        ),
        left_out=named - others,
        logins=logins_besides(account.name),
        domain=may_be_of_a_domain(),
        not_used=reading.harmful_not_used,
        given_up_before=account.was_given_up and not users_data.are_there(),
        unread=reading.harmful_unread,
        foreign=bool(reading.foreign),
        strange_keys=frozenset(f"{key} more than once" for key in reading.repeated).union(
            *(wishes.strange_keys(part, account.name, base) for part in reading.configs),
            *map(wishes.named_again, configs),
        ),
        scripts_pending=any(wishes.may_make_accounts(config, reading.scripts) for config in configs),
        made_later=any(wishes.may_make_logins_later(config, reading.scripts) for config in configs),
    )
