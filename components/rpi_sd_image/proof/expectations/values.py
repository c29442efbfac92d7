"""What {words} stand for, from the environment of a target."""

from collections.abc import Mapping

# Fields of the configuration that are lists come a line for each item.
LISTS = ("container_images", "ssh_authorized_keys")
# Those of which only matters whether there is one.
WHETHER = ("compose",)
PREFIX = "VALUE_"


def from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    """VALUE_HOSTNAME=black-pearl is {hostname}."""
    values: dict[str, object] = {}
    for name, text in environment.items():
        word = name.removeprefix(PREFIX).lower()
        if not name.startswith(PREFIX):
            continue
        if word in LISTS:
            values[word] = [line for line in text.splitlines() if line.strip()]
        else:
            values[word] = bool(text.strip()) if word in WHETHER else text
    return values
