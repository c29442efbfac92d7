"""The Raspberry Pi's config.txt: settings under filters, which limit them to some boards."""

from collections.abc import Collection, Iterator

# The filter for all boards, also in effect at the beginning of the file.
ALL = "all"


def for_boards(text: str, filters: Collection[str]) -> dict[str, str]:
    """Returns the settings for all boards and those under these filters, such as pi4. Later values override earlier
    ones."""
    return {name: value for own, name, value in _lines(text) if own == ALL or own in filters}


def by_name(text: str) -> dict[str, object]:
    """Returns all settings. The name of a setting for some boards is filter.name, such as cm4.device_tree."""
    return {name if own == ALL else f"{own}.{name}": value for own, name, value in _lines(text)}


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Yields filter, name and value of each setting, in the order of the file."""
    own = ALL
    for line in text.splitlines():
        setting = line.partition("#")[0].strip()
        if setting.startswith("["):
            own = setting.strip("[]")
        elif setting:
            # initramfs is the only setting without an equals sign.
            sign = " " if setting.startswith("initramfs ") else "="
            name, _, value = setting.partition(sign)
            yield own, name.strip(), value.strip()
