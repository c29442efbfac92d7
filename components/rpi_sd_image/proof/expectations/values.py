"""Reads the values of {words} from the environment of a target."""

import json
from collections.abc import Mapping

from expectations.data import as_fields, as_list

# Fields that are lists, with a line for each item.
LISTS = ("cmdline", "config_txt", "container_images", "ssh_authorized_keys")
# Sizes that are not set are 0.
SIZES = ("boot_megabytes",)
# Fields that become booleans: whether they are set.
WHETHER = ("compose", "network_config", "user_data")
PREFIX = "VALUE_"


def from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    """Returns the values by word. VALUE_HOSTNAME=black-pearl is the value of {hostname}. The words of a field that is
    JSON begin with its name. Passwords are left out: the values go into reports and running systems."""
    given = {name.removeprefix(PREFIX).lower(): text for name, text in environment.items() if name.startswith(PREFIX)}
    values: dict[str, object] = {}
    for word, text in given.items():
        if word in STRUCTURED:
            values |= STRUCTURED[word](as_fields(json.loads(text or "{}")))
        else:
            values[word] = value_of(word, text)
    return values


def value_of(word: str, text: str) -> object:
    if word in LISTS:
        return [line for line in text.splitlines() if line.strip()]
    if word in SIZES:
        return "" if text == "0" else text
    return bool(text.strip()) if word in WHETHER else text


def wifi(field: Mapping[str, object]) -> dict[str, object]:
    networks = map(as_fields, as_list(field.get("networks", [])))
    return {"wifi_country": field.get("country", ""), "wifi_ssids": [str(one["ssid"]) for one in networks]}


def network(field: Mapping[str, object]) -> dict[str, object]:
    words = {f"network_{name}": str(field.get(name, "")) for name in ("address", "gateway")}
    return {**words, "network_dns": [str(one) for one in as_list(field.get("dns", []))]}


STRUCTURED = {"wifi": wifi, "network": network}
