"""Reads the values of {words} from the environment of a target."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping

from expectations.data import as_fields, as_list
from expectations.kinds.rights import ANYTHING

# Fields that are lists, with a line for each item.
LISTS = ("cmdline", "config_txt", "container_images", "groups", "locale", "packages", "ssh_authorized_keys")
# Sizes that are not set are 0.
SIZES = ("boot_megabytes",)
# Fields that are true or false.
BOOLEANS = ("read_only",)
# Fields whose values are conditions.
CHOICES = {"sudo": ("without_password", "with_password", "none"), "swap": ("auto", "zram", "file", "none")}
# Fields that become booleans: whether they are set.
WHETHER = ("compose", "network_config", "user_data")
USUAL_SSH_PORT = 22
PREFIX = "VALUE_"
# The variable of a secret, which is no word itself.
PASSWORD_HASH = "HYPRIOT_PASSWORD_HASH"


def from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    """Returns the values by word. VALUE_HOSTNAME=black-pearl is the value of {hostname}. The words of a field that is
    JSON begin with its name. Passwords and their hashes are left out: the values go into reports and running
    systems."""
    given = {name.removeprefix(PREFIX).lower(): text for name, text in environment.items() if name.startswith(PREFIX)}
    values: dict[str, object] = {}
    for word, text in given.items():
        if word in STRUCTURED:
            values |= STRUCTURED[word](as_fields(json.loads(text or "{}")))
        elif word in CHOICES:
            values |= choice(word, text)
        else:
            values[word] = value_of(word, text)
    if PASSWORD_HASH in environment:
        values["password_digest"] = digest(environment[PASSWORD_HASH])
    return values | {word: derive(given[field]) for word, (field, derive) in DERIVED.items() if field in given}


def value_of(word: str, text: str) -> object:
    if word in LISTS:
        return [line for line in text.splitlines() if line.strip()]
    if word in SIZES:
        return "" if text == "0" else text
    if word in BOOLEANS:
        return text == "true"
    return bool(text.strip()) if word in WHETHER else text


def choice(word: str, chosen: str) -> dict[str, object]:
    """Returns the word with its value, and a boolean for each of the field's values: sudo_none."""
    return {word: chosen, **{f"{word}_{one}": one == chosen for one in CHOICES[word]}}


def wifi(field: Mapping[str, object]) -> dict[str, object]:
    networks = map(as_fields, as_list(field.get("networks", [])))
    return {"wifi_country": field.get("country", ""), "wifi_ssids": [str(one["ssid"]) for one in networks]}


def network(field: Mapping[str, object]) -> dict[str, object]:
    words = {f"network_{name}": str(field.get(name, "")) for name in ("interface", "address", "gateway")}
    return {**words, "network_dns": [str(one) for one in as_list(field.get("dns", []))]}


def ssh(field: Mapping[str, object]) -> dict[str, object]:
    """What is not configured is as usual: passwords may log in, at port 22."""
    return {"ssh_passwords": field.get("password_login", True), "ssh_port": str(field.get("port", USUAL_SSH_PORT))}


STRUCTURED = {"wifi": wifi, "network": network, "ssh": ssh}


def digest(secret: str) -> str:
    """Returns the SHA-256 of a hash with a salt, which says nothing of it, or nothing for nothing."""
    return hashlib.sha256(secret.encode()).hexdigest() if secret else ""


def language(locales: str) -> str:
    """The locale that LANG is set to."""
    return locales.split("\n", maxsplit=1)[0]


def locale_names(locales: str) -> list[str]:
    """The names of locales in the C library's archive. It has C.UTF-8 built in."""
    names = (line.replace(".UTF-8", ".utf8") for line in locales.split() if line != "C.UTF-8")
    return [name if ".utf8" in name else f"{name}.utf8" for name in names]


def keyboard_layout(keyboard: str) -> str:
    return keyboard.partition("(")[0]


def keyboard_variant(keyboard: str) -> str:
    return keyboard.partition("(")[2].rstrip(")")


def package_names(packages: str) -> list[str]:
    """The names without what follows them: NAME=VERSION, NAME/SUITE."""
    return [re.split("[=/]", package)[0] for package in packages.split()]


def repository_uris(repositories: str) -> list[str]:
    """repositories: JSON, or nothing"""
    return [uri for repository in json.loads(repositories or "[]") for uri in repository["uris"]]


def file_rights(file_modes: str) -> list[str]:
    """Returns what the kind rights takes, a text for each file. file_modes: JSON, or nothing"""
    files = map(as_fields, as_list(json.loads(file_modes or "[]")))
    return [" ".join(str(one.get(name) or ANYTHING) for name in ("mode", "owner", "group", "path")) for one in files]


def services(which: str) -> Callable[[str], list[str]]:
    """services: JSON, or nothing"""
    return lambda text: json.loads(text or "{}").get(which, [])


def data_partitions(member: str) -> Callable[[str], list[str]]:
    """partitions: JSON, or nothing"""
    return lambda text: [str(one[member]) for one in json.loads(text or "[]")]


# Words that are made from a field: the field's word, and what makes them from its text.
DERIVED: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "language": ("locale", language),
    "locale_names": ("locale", locale_names),
    "keyboard_layout": ("keyboard", keyboard_layout),
    "keyboard_variant": ("keyboard", keyboard_variant),
    "repository_uris": ("repositories", repository_uris),
    "file_rights": ("file_modes", file_rights),
    "enabled_services": ("services", services("enabled")),
    "disabled_services": ("services", services("disabled")),
    "package_names": ("packages", package_names),
    "partition_starts": ("partitions", data_partitions("start_megabytes")),
    "partition_mounts": ("partitions", data_partitions("mount")),
}
