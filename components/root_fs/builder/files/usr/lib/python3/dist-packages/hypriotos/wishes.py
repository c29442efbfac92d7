"""What a configuration of cloud-init's wants of accounts."""

from __future__ import annotations

import copy
import datetime
import posixpath
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace

from cloudinit.distros import ug_util

from hypriotos import programs
from hypriotos.vocabulary import (
    ABOUT_LOGINS,
    KEYS_OF_OTHERS,
    KEYS_OF_USER,
    KNOWN,
    NO_TEXT,
    PASSWORDS,
    SETS_UP,
    SETS_UP_LATER,
    arranges,
    lets_nobody_in,
    may_change_accounts,
    may_make_logins,
    may_set_password,
    sets_password,
)

# Of a rule for sudo.
WITHOUT_PASSWORD = re.compile(r"\bNOPASSWD:\s*ALL\b")
# Of a user: SSH keys, and where they are.
KEYS = ("ssh_authorized_keys", "ssh_import_id")


class Unclear(ValueError):
    """Of something that no account can be made from. The message is for people."""


def users_in(config: dict, distro: object = None) -> dict[str, dict]:
    """Accounts by name. cloud-init's function changes what it is given."""
    try:
        users = ug_util.normalize_users_groups(copy.deepcopy(config), distro or distro_of(config))[0]
    except Exception as error:  # It fails in many ways.
        raise Unclear("`users`, `user` or `system_info` in the user's data makes no account") from error
    return {str(name): user for name, user in users.items()}


def users_named(config: dict) -> dict[str, dict]:
    """The same; none where no account can be made."""
    try:
        return users_in(config)
    except Unclear:
        return {}


def distro_of(config: dict) -> object:
    """As much of cloud-init's distribution as users_in needs."""
    info = config.get("system_info")
    default_user = (info.get("default_user") if isinstance(info, dict) else None) or {}
    return SimpleNamespace(get_default_user=lambda: copy.deepcopy(default_user))


def people_in(users: dict[str, dict], account: str) -> frozenset[str]:
    return frozenset(name for name, user in users.items() if name != account and is_for_people(user))


def unlocked(parts: list[dict]) -> frozenset[str]:
    """Accounts that a part names with `lock_passwd: false`. The default user has that, too, without anybody's wish."""
    return frozenset(
        name for part in parts for name, user in own_users(part).items() if user.get("lock_passwd") is False
    )


def sudo_asks(parts: list[dict], account: str) -> bool:
    """Whether the data give the account another sudo than the one without a password."""
    given = [
        user["sudo"]
        for part in parts
        for name, user in own_users(part).items()
        if name == account and user.get("sudo") is not None
    ]
    return bool(given) and not any(WITHOUT_PASSWORD.search(rule) for rules in given for rule in texts_in(rules))


def own_users(part: dict) -> dict[str, dict]:
    """Those that a part names itself."""
    return users_in({key: part[key] for key in ("users", "user") if key in part})


def is_for_people(user: dict) -> bool:
    """Whether somebody is to log in with it: a service's account has neither a key nor a password."""
    is_of_service = user.get("system") is True or lets_nobody_in(str(user.get("shell")))
    return not is_of_service or any(user.get(key) for key in (*PASSWORDS, *KEYS, "ssh_redirect_user"))


def primary_groups(users: dict[str, dict]) -> frozenset[str]:
    """cloud-init expects them to be there, except for those of users that have other groups, too."""
    return frozenset(str(user["primary_group"]) for user in users.values() if user.get("primary_group"))


def wants_password(config: dict, account: str, is_known: Callable[[object], bool]) -> bool:
    """Whether the account, or one that cannot be told, is to be closed, or to get another than the known password."""
    user, given = users_in(config).get(account, {}), config.get("chpasswd")
    # An empty one is the word None to cloud-init.
    if any(user.get(key) not in (None, "") and not is_known(user[key]) for key in PASSWORDS):
        return True
    # A key takes the place of a password that is not there.
    if not any(user.get(key) for key in PASSWORDS) and any(user.get(key) for key in KEYS):
        return True
    if "password" in config and not is_known(config["password"]):
        return True
    # cloud-init heeds these only for an account that it makes.
    if user.get("inactive") is True or has_passed(user.get("expiredate")) or lets_nobody_in(str(user.get("shell"))):
        return True
    return changes_password(given, is_known)


def repeats_password(config: dict, account: str, is_known: Callable[[object], bool]) -> bool:
    """Whether the account is to get the known password."""
    user = users_in(config).get(account, {})
    given = [*map(user.get, PASSWORDS), config.get("password"), *passwords_given(config.get("chpasswd"))]
    return any(value is not None and is_known(value) for value in given)


def changes_password(chpasswd: object, is_known: Callable[[object], bool]) -> bool:
    """Whether `chpasswd` sets any but the known password."""
    if not isinstance(chpasswd, dict):
        return bool(chpasswd)
    if set(chpasswd) - {"expire", "users", "list"} or not isinstance(chpasswd.get("users") or [], list):
        return True
    return any(value is None or not is_known(value) for value in passwords_given(chpasswd))


def passwords_given(chpasswd: object) -> list[object]:
    """Those in `chpasswd`; None for one that cannot be told."""
    if not isinstance(chpasswd, dict):
        return []
    given = [entry.get("password") if isinstance(entry, dict) else None for entry in as_list(chpasswd.get("users"))]
    lines = (line for text in as_list(chpasswd.get("list")) for line in str(text).splitlines())
    return [*given, *(line.partition(":")[2] for line in lines)]


def accounts_in(chpasswd: object) -> set[str]:
    """The names of those whose passwords it sets."""
    if not isinstance(chpasswd, dict):
        return set()
    entries = [entry for entry in as_list(chpasswd.get("users")) if isinstance(entry, dict)]
    lines = (line for text in as_list(chpasswd.get("list")) for line in str(text).splitlines())
    return {str(entry.get("name")) for entry in entries} | {
        name for name, colon, _ in (line.partition(":") for line in lines) if colon
    }


def has_passed(date: object) -> bool:
    """Whether a date, as for useradd, is in the past, or is no date."""
    # The part itself has the date.
    if not date or is_unserializable(date):
        return False
    try:
        return datetime.date.fromisoformat(str(date)) <= datetime.date.today()
    except ValueError:
        return True


def is_unserializable(value: object) -> bool:
    """What is neither a text nor a number in a part, such as a date, is this in the merged configuration."""
    return str(value).startswith("Warning: redacted unserializable type")


def strange_keys(config: dict, account: str, base: dict) -> set[str]:
    """Keys that cloud-init does not know, or that are not known to leave accounts alone.

    base: the configuration that this one is laid over. It has the default user, whom cloud-init takes an entry without
    a name for.
    """
    strange = {str(key) for key in config if key not in KNOWN}
    users, user = config.get("users"), config.get("user")
    if users and not isinstance(users, (list, str, dict)):
        strange.add("users")
    if user and not isinstance(user, (str, dict)):
        strange.add("user")
    if isinstance(users, dict) and not all(isinstance(entry, (bool, dict)) for entry in users.values()):
        strange.add("users without dashes")
    if isinstance(users, list) and any(isinstance(entry, dict) and not entry.get("name") for entry in users):
        strange.add("users without a name")
    settings = users_in({**base, **config}).get(account, {})
    return strange | {
        f"users: {key}"
        for key, value in settings.items()
        if key not in KEYS_OF_USER and not changes_nothing(key, value)
    }


def changes_nothing(key: str, value: object) -> bool:
    """Of a user: keys that belong outside, and would be as they are without. HypriotOS's own user-data had them."""
    return (key == "ssh_pwauth" and value is True) or (key == "chpasswd" and value == {"expire": False})


def misspelt_keys(users: dict[str, dict]) -> dict[str, set[str]]:
    """Accounts, each with its keys that look like passwords or keys, and that cloud-init passes over."""
    found = {
        name: {
            str(key) for key in user if key not in (*KEYS_OF_USER, *KEYS_OF_OTHERS) and ABOUT_LOGINS.search(str(key))
        }
        for name, user in users.items()
    }
    return {name: keys for name, keys in found.items() if keys - {"chpasswd", "ssh_pwauth"}}


def named_again(config: dict) -> set[str]:
    """Names of more than one entry of `users`. cloud-init takes one of the entries, and says nothing of the others."""
    users = config.get("users")
    entries = users if isinstance(users, list) else []
    names = [str(entry.get("name")) if isinstance(entry, dict) else str(entry) for entry in entries]
    return {f"users: {name} more than once" for name in names if names.count(name) > 1}


def commands_in(config: dict) -> str:
    """A line for each; those that are lists of words, too."""
    commands = [command for key in ("bootcmd", "runcmd") for command in as_list(config.get(key))]
    commands += [
        one[key] for one, key in members(config, power_state="condition", random_seed="command", fs_setup="cmd")
    ]
    return "\n".join(" ".join(texts_in(command)) for command in commands)


def members(config: dict, **names: str) -> Iterator[tuple[dict, str]]:
    """Mappings, or entries of lists, that have the member of that name."""
    return (
        (one, name)
        for key, name in names.items()
        for one in as_list(config.get(key))
        if isinstance(one, dict) and name in one
    )


def files_in(config: dict) -> list[dict]:
    return [file for file in as_list(config.get("write_files")) if isinstance(file, dict)]


def as_list(value: object) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def texts_in(value: object) -> Iterator[str]:
    """All texts in it, with the keys of mappings."""
    if isinstance(value, dict):
        yield from texts_in([*value, *value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)
    else:
        yield str(value)


def may_make_accounts(config: dict, scripts: list[str]) -> bool:
    """Whether commands, scripts or files that cloud-init writes call what changes accounts, or hide what they call."""
    files = files_in(config)
    texts = [*run_texts(config, scripts), *(str(file.get("path")) for file in files)]
    hidden = NO_TEXT in scripts or any("encoding" in file or "source" in file for file in files)
    return hidden or not SETS_UP.isdisjoint(config) or any(map(may_change_accounts, texts))


def may_make_logins_later(config: dict, scripts: list[str]) -> bool:
    """Whether what runs when the first boot has ended may make accounts for people: files that the system runs by
    itself, and what commands or scripts leave running or put there."""
    files = files_in(config)
    if any(map(config.get, SETS_UP_LATER)):
        return True
    if programs.may_be_fetched_to_run(files) or any(map(may_make_logins, programs.run_later(files))):
        return True
    texts = run_texts(config, scripts)
    # A program that makes accounts may be called by what another one arranges.
    return any(map(arranges, texts)) and any(map(may_make_logins, texts))


def commands_set_password(config: dict, scripts: list[str]) -> bool:
    """Whether commands, scripts or programs that cloud-init writes set a password, or close an account."""
    replaced = any(posixpath.normpath(str(file.get("path"))) == "/etc/shadow" for file in files_in(config))
    return replaced or any(map(sets_password, run_texts(config, scripts)))


def commands_may_set_password(config: dict, scripts: list[str]) -> bool:
    """The same, where it is not certain."""
    return any(map(may_set_password, run_texts(config, scripts)))


def run_texts(config: dict, scripts: list[str]) -> list[str]:
    """What may run: the commands, the scripts, and the contents of those files of `write_files` that they, or the
    system, run."""
    calls = [commands_in(config), *scripts]
    return [*calls, *programs.written(files_in(config), calls)]
