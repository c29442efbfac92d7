"""The Raspberry Pi's config.txt: settings under filters, which limit them to some boards."""

from collections.abc import Collection, Iterator

# The filter for all boards, also in effect at the beginning of the file.
ALL = "all"
LONG_NAMES = {"device_tree_overlay": "dtoverlay", "device_tree_param": "dtparam"}


def for_boards(text: str, filters: Collection[str]) -> dict[str, str]:
    """Returns the settings for all boards and those under these filters, such as pi4. Later values override earlier
    ones."""
    return {name: value for own, name, value in _lines(text) if own == ALL or own in filters}


def by_name(text: str) -> dict[str, object]:
    """Returns all settings. The name of a setting for some boards is filter.name, such as cm4.device_tree."""
    return {name if own == ALL else f"{own}.{name}": value for own, name, value in _lines(text)}


def device_tree_lines(text: str, filters: Collection[str]) -> list[tuple[str, str]]:
    """Returns the lines dtoverlay and dtparam for all boards and those under these filters, in their order, as name and
    value."""
    found = ((LONG_NAMES.get(name, name), value) for own, name, value in _lines(text) if own == ALL or own in filters)
    return [(name, value) for name, value in found if name in LONG_NAMES.values()]


def missing_from(text: str, wanted: str) -> list[str]:
    """Returns the settings of wanted that are not in text, or are there for other boards."""
    there = set(_lines(text))
    return [f"{name}={value} for {own}" for own, name, value in _lines(wanted) if (own, name, value) not in there]


def filter_at_end(text: str) -> str:
    """Returns the filter that would hold for a line added to the file."""
    filters = [setting.strip("[]") for setting in map(_without_comment, text.splitlines()) if setting.startswith("[")]
    return filters[-1] if filters else ALL


def _without_comment(line: str) -> str:
    return line.partition("#")[0].strip()


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Yields filter, name and value of each setting, in the order of the file."""
    own = ALL
    for line in text.splitlines():
        setting = _without_comment(line)
        if setting.startswith("["):
            own = setting.strip("[]")
        elif setting:
            # These have no equals sign.
            sign = " " if setting.startswith(("initramfs ", "include ")) else "="
            name, _, value = setting.partition(sign)
            yield own, name.strip(), value.strip()
