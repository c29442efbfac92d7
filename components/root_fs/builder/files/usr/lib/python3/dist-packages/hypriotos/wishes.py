"""What a configuration of cloud-init's wants of accounts."""

from __future__ import annotations

import copy
import json
from types import SimpleNamespace

from cloudinit.distros import ug_util

from hypriotos.vocabulary import KEYS_OF_USER, KNOWN, MAKES_ACCOUNTS, PASSWORDS, SETS_PASSWORD, SETS_UP


class Unclear(ValueError):
    """Of something that no account can be made from. The message is for people."""


def users_in(config: dict, distro: object = None) -> dict[str, dict]:
    """Accounts by name. cloud-init's function changes what it is given."""
    try:
        users = ug_util.normalize_users_groups(copy.deepcopy(config), distro or distro_of(config))[0]
    except Exception as error:  # It fails in many ways.
        raise Unclear("an entry of `users` in the user's data is not an account") from error
    return {str(name): user for name, user in users.items()}


def distro_of(config: dict) -> object:
    """As much of cloud-init's distribution as users_in needs."""
    info = config.get("system_info")
    default_user = (info.get("default_user") if isinstance(info, dict) else None) or {}
    return SimpleNamespace(get_default_user=lambda: copy.deepcopy(default_user))


def people_in(users: dict[str, dict], account: str) -> frozenset[str]:
    return frozenset(name for name, user in users.items() if name != account and is_for_people(user))


def is_for_people(user: dict) -> bool:
    """Whether somebody is to log in with it: a service's account has neither a key nor a password."""
    keys = (*PASSWORDS, "ssh_authorized_keys", "ssh_import_id", "ssh_redirect_user")
    return user.get("system") is not True or any(user.get(key) for key in keys)


def wants_password(config: dict, account: str, known_hash: str) -> bool:
    """Whether the account, or one that cannot be told, is to get another password."""
    user, given = users_in(config).get(account, {}), config.get("chpasswd")
    if any(user.get(key) not in (None, "", known_hash) for key in PASSWORDS) or config.get("password"):
        return True
    return bool(set(given) - {"expire"}) if isinstance(given, dict) else bool(given)


def strange_keys(config: dict, account: str, base: dict) -> set[str]:
    """Keys that cloud-init does not know, or that are not known to leave accounts alone.

    base: the configuration that this one is laid over. It has the default user, whom cloud-init takes an entry without a
    name for.
    """
    strange = {str(key) for key in config if key not in KNOWN}
    users, user = config.get("users"), config.get("user")
    if users and not isinstance(users, list | str | dict):
        strange.add("users")
    if user and not isinstance(user, str | dict):
        strange.add("user")
    if isinstance(users, list) and any(isinstance(entry, dict) and not entry.get("name") for entry in users):
        strange.add("users without a name")
    settings = users_in({**base, **config}).get(account, {})
    return strange | {f"users: {key}" for key in settings if key not in KEYS_OF_USER}


def commands_in(config: dict) -> str:
    return as_text([config.get(key) for key in ("bootcmd", "runcmd")])


def as_text(value: object) -> str:
    """Without keys that JSON does not have, such as dates: cloud-init knows none of them."""
    return json.dumps(value, default=str, skipkeys=True)


def may_make_accounts(config: dict, scripts: list[str]) -> bool:
    """Whether commands, scripts or files that cloud-init writes call what makes accounts, or hide what they call."""
    given = config.get("write_files")
    files = [file for file in given if isinstance(file, dict)] if isinstance(given, list) else []
    texts = [commands_in(config), as_text(given), *scripts]
    runs = config.get("bootcmd") or config.get("runcmd") or scripts
    hidden = runs and any("encoding" in file or "source" in file for file in files)
    return bool(hidden) or not SETS_UP.isdisjoint(config) or any(MAKES_ACCOUNTS.search(text) for text in texts)


def commands_set_password(config: dict, scripts: list[str]) -> bool:
    return any(SETS_PASSWORD.search(text) for text in (commands_in(config), *scripts))
