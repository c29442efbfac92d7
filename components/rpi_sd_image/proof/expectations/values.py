"""What {words} stand for, from the environment of a target."""

from collections.abc import Mapping

# Fields of the configuration that are lists come a line for each item.
LISTS = ("container_images", "ssh_authorized_keys")
# Those of which only matters whether there is one.
WHETHER = ("compose",)
PREFIX = "VALUE_"


def from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    """VALUE_HOSTNAME=black-pearl is {hostname}."""
    given = {name.removeprefix(PREFIX).lower(): text for name, text in environment.items() if name.startswith(PREFIX)}
    return {word: value_of(word, text) for word, text in given.items()}


def value_of(word: str, text: str) -> object:
    if word in LISTS:
        return [line for line in text.splitlines() if line.strip()]
    return bool(text.strip()) if word in WHETHER else text
