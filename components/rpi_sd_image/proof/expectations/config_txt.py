"""The Raspberry Pi's config.txt: settings, each for the boards that the filter before it names."""

from collections.abc import Collection, Iterator

# The filter that lets all boards have what follows it, as at the beginning.
ALL = "all"


def for_boards(text: str, filters: Collection[str]) -> dict[str, str]:
    """What is set for boards of these filters, such as pi4: what is for all, and what is for them. The last of several
    values of a name counts."""
    return {name: value for own, name, value in _lines(text) if own == ALL or own in filters}


def by_name(text: str) -> dict[str, object]:
    """All settings. One that is not for all boards is called filter.name, such as cm4.device_tree."""
    return {name if own == ALL else f"{own}.{name}": value for own, name, value in _lines(text)}


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Filter, name and value of each setting, in their order."""
    own = ALL
    for line in text.splitlines():
        setting = line.partition("#")[0].strip()
        if setting.startswith("["):
            own = setting.strip("[]")
        elif setting:
            # "initramfs" is the only one that is written without an equals sign.
            sign = " " if setting.startswith("initramfs ") else "="
            name, _, value = setting.partition(sign)
            yield own, name.strip(), value.strip()
