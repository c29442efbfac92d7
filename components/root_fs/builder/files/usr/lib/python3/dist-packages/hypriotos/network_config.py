"""What is wrong with network-config, as far as cloud-init comes to grief over it and nothing reaches netplan."""

from __future__ import annotations

import yaml

from hypriotos import first_boot, network, notice
from hypriotos.users_data import text_of
from hypriotos.vocabulary import OF_NETWORK

FILE = "network-config"
NOT_USED = f"cloud-init could not use {FILE}"
LOG = "/var/log/cloud-init.log"
LONGEST = 200


def found(configs: list[dict]) -> list[str]:
    """A sentence for each mistake. configs: the parts of the user's data."""
    misplaced = sorted({key for config in configs for key in config if key in OF_NETWORK})
    keys = " and ".join(f"`{key}:`" for key in misplaced)
    said = [f"In user-data, nothing reads {keys}: write the network into {FILE}."] if keys else []
    why = not_used()
    return [*said, f"{NOT_USED}: {why}."] if why else said


def not_used() -> str | None:
    config = given()
    if not config or (isinstance(config, dict) and config.get("config") == "disabled"):
        return None
    return mistake_in(config) or cloud_inits_error()


def given() -> object:
    """As cloud-init takes it. None where it cannot be read."""
    try:
        config = yaml.safe_load(text_of(FILE))
    except (yaml.YAMLError, ValueError):
        return None
    if not isinstance(config, dict):
        return None
    return config.get("network", config)


def mistake_in(config: object) -> str | None:
    """In words, where cloud-init has only an error of Python's."""
    if not isinstance(config, dict):
        return "write `version: 2` and `ethernets:` or `wifis:` below `network:`"
    if "version" not in config:
        return "it has no `version:`; write `version: 2` above `ethernets:` or `wifis:`, with the same indentation"
    if config["version"] != 2 and not (config["version"] == 1 and "config" in config):
        return "write `version: 2`, without quotes"
    wired = config.get("ethernets", {}) if config["version"] == 2 else {}
    if not isinstance(wired, dict) or not all(isinstance(settings, dict) for settings in wired.values()):
        return (
            "below `ethernets:`, write the name of an interface without a dash, and its settings, as in"
            " `eth0: { dhcp4: true }`"
        )
    return None


def cloud_inits_error() -> str | None:
    """Anything else, by what cloud-init says and leaves. At a later start it does not try again."""
    if network.is_configured():
        return None
    errors = first_boot.errors_of("init-local")
    if errors:
        # What follows the first line may be the configuration, with passwords.
        first = errors[0].partition("\n")[0]
        return f"{first[:LONGEST]} ({LOG} says more)"
    return f"{LOG} says why" if NOT_USED in notice.said().get(notice.MISTAKES, "") else None
