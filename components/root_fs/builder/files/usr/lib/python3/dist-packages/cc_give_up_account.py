"""A module of cloud-init, which runs it when it has merged the user's data and before it makes accounts.

So that the first of the user's accounts gets the id of the built-in one, 1000, and that none is
taken for made that is not.
"""

from cloudinit.settings import PER_INSTANCE

from hypriotos import half_made, wishes
from hypriotos.built_in_account import BuiltInAccount
from hypriotos.decision import Facts, decide, is_replaced
from hypriotos.first_boot import may_remove
from hypriotos.notice import log

meta = {"id": "cc_give_up_account", "distros": ["all"], "frequency": PER_INSTANCE, "activate_by_schema_keys": []}


def handle(name: str, cfg: dict, cloud: object, args: list) -> None:
    try:
        users = wishes.users_in(cfg, cloud.distro)
    except Exception:  # cloud-init makes no account of it, either. give-up-account says so.
        return
    half_made.clear_away(users)
    account = BuiltInAccount.find()
    if account is None or not may_remove():
        return
    facts = Facts(others=wishes.people_in(users, account.name), named=account.name in users)
    if is_replaced(facts):
        verdict = decide(facts)
        if account.remove(wishes.primary_groups(users)):
            log(f"The account {account.name} {verdict.fate.value}: {verdict.because}.")
