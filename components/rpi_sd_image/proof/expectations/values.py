"""Reads the values of {words} from the environment of a target."""

from collections.abc import Mapping

# Fields that are lists, with a line for each item.
LISTS = ("cmdline", "config_txt", "container_images", "ssh_authorized_keys")
# Fields that become booleans: whether they are set.
WHETHER = ("compose",)
PREFIX = "VALUE_"


def from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    """Returns the values by word. VALUE_HOSTNAME=black-pearl is the value of {hostname}."""
    given = {name.removeprefix(PREFIX).lower(): text for name, text in environment.items() if name.startswith(PREFIX)}
    return {word: value_of(word, text) for word, text in given.items()}


def value_of(word: str, text: str) -> object:
    if word in LISTS:
        return [line for line in text.splitlines() if line.strip()]
    return bool(text.strip()) if word in WHETHER else text
