"""Values of the user's data that modules of cloud-init fail at. Most of these run when people can log in already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from os.path import isfile
from pathlib import Path

from hypriotos import wishes
from hypriotos.shadow import is_hash

ZONES = Path("/usr/share/zoneinfo")
LAYOUTS = Path("/usr/share/X11/xkb/symbols")
# Their modules fail if nothing follows.
NAMES = ("hostname", "timezone")
# RFC 1123, 2.1.
LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
HOST_NAME = re.compile(rf"(?!.{{65}}){LABEL}(\.{LABEL})*")
UNSET: dict = {}
# The quotation marks that word processors put in place of " and '.
TYPOGRAPHIC = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
# What cloud-init takes for a hash in `password`, and below `list:` of chpasswd. Those of mkpasswd are texts to it.
KNOWN_HASH = re.compile(r"\$(1|2a|2y|5|6)(\$.+){2}")


def found(config: dict) -> list[str]:
    """A sentence for each. yaml_traps has those that are no texts."""
    empty = [
        f"Nothing follows `{key}:` in user-data: write a name there, or remove the line."
        for key in NAMES
        if config.get(key, "") is None
    ]
    return [
        *empty,
        *of_host_name(config),
        *of_time_zone(config.get("timezone")),
        *of_keyboard(config.get("keyboard", UNSET)),
        *of_passwords(config),
        *of_sudo(config),
    ]


def of_host_name(config: dict) -> Iterator[str]:
    """The board would have none at its next start."""
    for key in ("hostname", "fqdn"):
        name = config.get(key)
        if isinstance(name, str) and not wishes.is_unserializable(name) and not HOST_NAME.fullmatch(name):
            yield (
                f"{name} is no host name (`{key}:` in user-data): one has at most 64 letters without accents, digits"
                " and hyphens."
            )


def of_time_zone(zone: object) -> Iterator[str]:
    if zone is not None and not isinstance(zone, bool) and not isfile(ZONES / str(zone)):
        yield f"There is no time zone {zone} (`timezone:` in user-data): `timedatectl list-timezones` has their names."


def of_keyboard(keyboard: object) -> Iterator[str]:
    layouts = keyboard.get("layout") if isinstance(keyboard, dict) else None
    if keyboard is not UNSET and layouts is None:
        yield "In user-data, write the layout below `keyboard:`, as in `keyboard: { layout: de }`."
    if isinstance(layouts, str) and LAYOUTS.is_dir():
        unknown = [layout for layout in layouts.split(",") if not isfile(LAYOUTS / layout.partition("(")[0].strip())]
        yield from (
            f"There is no keyboard layout {layout} (`layout:` in user-data): {LAYOUTS} has their names."
            for layout in unknown
        )


def of_passwords(config: dict) -> Iterator[str]:
    """Hashes that become the password themselves."""
    where = sorted({place for place, text in texts_of_passwords(config) if text.startswith("$") and is_hash(text)})
    if where:
        yield (
            f"cloud-init takes the hash after {' and '.join(where)} for a text, so that its password opens nothing:"
            " write it as `hashed_passwd:` of a user."
        )
    quoted = sorted({place for place, text in texts_of_passwords(config) if text[:1] in TYPOGRAPHIC and text})
    if quoted:
        yield (
            f"Quotation marks of a word processor begin what follows {' and '.join(quoted)}, and are part of it: write"
            " \" or ' for them."
        )


def texts_of_passwords(config: dict) -> Iterator[tuple[str, str]]:
    """What cloud-init takes for the text of a password, with the key that it follows."""
    for user in wishes.users_named(config).values():
        yield "`plain_text_passwd:`", str(user.get("plain_text_passwd"))
    given = config.get("chpasswd")
    entries, lines = (given.get("users"), given.get("list")) if isinstance(given, dict) else (None, None)
    for entry in wishes.as_list(entries):
        if isinstance(entry, dict) and entry.get("type", "hash") == "text":
            yield "`type: text`", str(entry.get("password"))
    listed = [line.partition(":")[2] for text in wishes.as_list(lines) for line in str(text).splitlines()]
    for key, text in (("`list:`", listed), ("`password:`", [str(config.get("password"))])):
        yield from ((key, one) for one in text if not KNOWN_HASH.match(one))


def of_sudo(config: dict) -> Iterator[str]:
    """cloud-init stops at such an account, before its keys are written."""
    given = {name: user.get("sudo") for name, user in wishes.users_named(config).items()}
    wrong = sorted(name for name, sudo in given.items() if sudo and not isinstance(sudo, (str, list)))
    if wrong:
        yield (
            f"`sudo:` of {' and '.join(wrong)} in user-data is no rule, and the account is left half made: write one,"
            ' such as "ALL=(ALL) NOPASSWD:ALL".'
        )
