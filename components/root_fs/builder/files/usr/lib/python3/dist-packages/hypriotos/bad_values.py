"""Values of the user's data that modules of cloud-init fail at. Most of these run when people can log in already."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import isfile
from pathlib import Path

ZONES = Path("/usr/share/zoneinfo")
LAYOUTS = Path("/usr/share/X11/xkb/symbols")
# Their modules fail if nothing follows.
NAMES = ("hostname", "timezone")
UNSET: dict = {}


def found(config: dict) -> list[str]:
    """A sentence for each. yaml_traps has those that are no texts."""
    empty = [f"Nothing follows `{key}:` in user-data: write a name there, or remove the line." for key in NAMES if config.get(key, "") is None]
    return [*empty, *of_time_zone(config.get("timezone")), *of_keyboard(config.get("keyboard", UNSET))]


def of_time_zone(zone: object) -> Iterator[str]:
    if zone is not None and not isinstance(zone, bool) and not isfile(ZONES / str(zone)):
        yield f"There is no time zone {zone} (`timezone:` in user-data): `timedatectl list-timezones` lists their names."


def of_keyboard(keyboard: object) -> Iterator[str]:
    layouts = keyboard.get("layout") if isinstance(keyboard, dict) else None
    if keyboard is not UNSET and layouts is None:
        yield "In user-data, write the layout below `keyboard:`, as in `keyboard: { layout: de }`."
    if isinstance(layouts, str) and LAYOUTS.is_dir():
        unknown = [layout for layout in layouts.split(",") if not isfile(LAYOUTS / layout.partition("(")[0].strip())]
        yield from (f"There is no keyboard layout {layout} (`layout:` in user-data): {LAYOUTS} has their names." for layout in unknown)
