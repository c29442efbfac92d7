"""What is to be corrected on the boot partition, said to those who read the screen."""

from __future__ import annotations

import codecs
import grp
from collections.abc import Iterable

import yaml

from hypriotos import (
    bad_values,
    for_default,
    network,
    network_config,
    not_run,
    old_ways,
    passwords,
    unreadable,
    users_data,
    wishes,
    yaml_traps,
)
from hypriotos.boot_partition import BOOT, SEED, content, misnamed, of_other_systems
from hypriotos.built_in_account import BuiltInAccount
from hypriotos.known_password import DEFAULT
from hypriotos.logins import names
from hypriotos.notice import MISTAKES, announce
from hypriotos.shadow import is_password
from hypriotos.users_data import Reading, text_of

# Of what opens an account.
INSTEAD = "hashed_passwd, plain_text_passwd and ssh_authorized_keys are its keys"
REQUIRED = ("user-data", "meta-data")
# What some editors write at the beginning of a file, and cloud-init takes for content.
MARKS = {
    codecs.BOM_UTF16_LE: "is in UTF-16",
    codecs.BOM_UTF16_BE: "is in UTF-16",
    codecs.BOM_UTF8: "begins with a byte order mark (BOM)",
}


def announce_mistakes(reading: Reading) -> None:
    config = users_data.merged() or {}
    said = [
        *of_names(),
        *of_files(reading),
        *of_texts(reading),
        *of_repetitions(),
        *bad_values.found(config),
        *not_run.found(config),
        *of_accounts(config),
        *for_default.found(config, meta_data()),
        *of_default_password(config),
        *of_network(),
        *(network_config.found(reading.configs) if users_data.taken() else []),
        *old_ways.found(reading.scripts),
    ]
    announce(MISTAKES, f"{' '.join(said)} Correct it on the boot partition and start again." if said else None)


def of_names() -> list[str]:
    return [
        *(f"cloud-init does not read {file}: its name has to be {name}." for file, name in misnamed().items()),
        *(
            f"Nothing reads {file}, a file of another system: write the same into {place}."
            for file, place in of_other_systems().items()
        ),
    ]


def of_texts(reading: Reading) -> list[str]:
    files = {**reading.misread, "network-config": yaml_traps.misread_of_network(readable("network-config"))}
    if users_data.taken():
        files["meta-data"] = misread_in_meta_data()
    return [misread(file, keys) for file, keys in files.items() if keys]


def misread(file: str, keys: set[str]) -> str:
    return f"In {file}, YAML takes {values_of(keys)} for something other than text: put it in quotes."


def values_of(keys: set[str]) -> str:
    names = ["a name below `access-points:`"] if yaml_traps.NETWORKS in keys else []
    values = keys - {yaml_traps.NETWORKS}
    return " and ".join([*names, f"what follows {listed(values)}"] if values else names)


def misread_in_meta_data() -> set[str]:
    return yaml_traps.misread(readable("meta-data"))


def meta_data() -> dict:
    return yaml.safe_load(readable("meta-data")) or {}


def of_repetitions() -> list[str]:
    """Of user-data, the account's verdict says it."""
    keys = sorted(yaml_traps.repeated(readable("network-config")))
    return [
        f"In network-config, `{key}:` occurs more than once, and only the last one counts: write it once."
        for key in keys
    ]


def listed(keys: set[str]) -> str:
    return " and ".join(f"`{key}:`" for key in sorted(keys))


def readable(name: str) -> str:
    """The text of a file of YAML; empty if it is malformed."""
    return "" if is_malformed(name) else text_of(name)


def of_files(reading: Reading) -> list[str]:
    if users_data.taken():
        not_used = {*reading.not_used} - {*misnamed(), *of_other_systems()}
        unread = sorted({*reading.unread, *not_used, *filter(is_malformed, ("meta-data", "network-config"))})
        said = [f"Not all of {' and '.join(unread)} could be read."] if unread else []
        return [*said, *of_encodings(unread), *of_reasons(unread)]
    missing = [name for name in REQUIRED if not (BOOT / name).is_file()]
    others = [name for name in SEED if (BOOT / name).is_file()]
    said = f"cloud-init did not use {' and '.join(others)}"
    if missing:
        return [f"{said}: {' and '.join(missing)} is missing."]
    if keys := misread_in_meta_data():
        return [f"{said}. {misread('meta-data', keys)}"]
    return [f"{said}: meta-data or network-config cannot be read.", *of_encodings(SEED), *of_reasons(SEED)]


def of_encodings(files: Iterable[str]) -> list[str]:
    found = ((file, what) for file in files for mark, what in MARKS.items() if content(BOOT / file).startswith(mark))
    return [f"{file} {what}: save it as UTF-8, without such a mark." for file, what in found]


def of_reasons(files: Iterable[str]) -> list[str]:
    reasons = (unreadable.reason(file, text_of(file)) for file in files if not of_encodings([file]))
    return [said for said in reasons if said]


def is_malformed(name: str) -> bool:
    """cloud-init goes on without what is no mapping."""
    try:
        return not isinstance(yaml.safe_load(text_of(name)), (dict, type(None)))
    except (yaml.YAMLError, ValueError):  # The latter of dates that there are not.
        return True


def of_accounts(config: dict) -> list[str]:
    """cloud-init goes on without those that it cannot make."""
    try:
        wanted = wishes.users_in(config)
    except wishes.Unclear as error:
        return [f"{error}."]
    not_made = sorted(name for name in wanted if name not in names() and not wishes.is_unserializable(name))
    said = [f"The account {name} could not be made{why_not(wanted[name])}" for name in not_made]
    said += without_account(config.get("chpasswd"))
    for name, keys in sorted(wishes.misspelt_keys(wanted).items()):
        said.append(f"cloud-init does not know {' and '.join(sorted(keys))} of a user ({name}): {INSTEAD}.")
    return said


def why_not(user: dict) -> str:
    group = user.get("primary_group")
    if group and not is_group(str(group)):
        return f": there is no group {group}. `groups: [{group}]` beside `users` makes it."
    return "; /var/log/cloud-init.log says why."


def is_group(name: str) -> bool:
    return any(name in (entry.gr_name, str(entry.gr_gid)) for entry in grp.getgrall())


def without_account(chpasswd: object) -> list[str]:
    """Passwords are set before commands make accounts."""
    unknown = sorted(wishes.accounts_in(chpasswd) - set(names()))
    are = "is no such account" if len(unknown) == 1 else "are no such accounts"
    return [f"`chpasswd` sets a password for {' and '.join(unknown)}, and there {are}."] if unknown else []


def of_default_password(config: dict) -> list[str]:
    """Of an image that has another one."""
    account = BuiltInAccount.noted()
    if account is None or is_password(DEFAULT, account.password.hash):
        return []
    given = passwords.of_keys(config)
    if not any(text == DEFAULT or is_password(DEFAULT, text) for text in given):
        return []
    return [f"Everybody knows the password {DEFAULT} in user-data, so nobody gets it: write another one."]


def of_network() -> list[str]:
    refusal = network.refusal()
    if refusal:
        return [f"There is no network, because netplan refuses its configuration: {refusal}."]
    if network.needs_network_manager():
        return ["The network is configured for NetworkManager, which is not installed: leave out `renderer`."]
    return []
