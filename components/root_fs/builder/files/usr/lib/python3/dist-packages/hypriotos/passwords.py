"""Passwords that are written as texts in the user's data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypriotos import wishes
from hypriotos.programs import content_of
from hypriotos.vocabulary import may_set_password

KEYS = frozenset({"password", "passwd", "plain_text_passwd", "hashed_passwd"})
MAKES_HASH = re.compile(r"\b(mkpasswd|openssl|crypt)\b")
BETWEEN_WORDS = re.compile(r"""[\s"'`:;|&<>()=,\\]+""")
# Each takes a Raspberry Pi 3 about 20 ms to compare.
MOST_WORDS = 200


def texts(config: dict, scripts: list[str]) -> Iterator[str]:
    """Those of keys first, then what may be one in commands that set passwords."""
    yield from of_keys(config)
    files = [content_of(file) for file in wishes.files_in(config)]
    setting = (text for text in (wishes.commands_in(config), *scripts, *files) if may_have_password(text))
    yield from list(dict.fromkeys(word for text in setting for word in BETWEEN_WORDS.split(text) if word))[:MOST_WORDS]


def may_have_password(text: str) -> bool:
    return may_set_password(text) or MAKES_HASH.search(text) is not None


def of_keys(value: object) -> Iterator[str]:
    """Of the mappings in it, however deep; `chpasswd` has lines of NAME:PASSWORD, too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in KEYS and isinstance(inner, (str, int)):
                yield str(inner)
            elif key == "list":
                yield from (line.partition(":")[2] for text in wishes.texts_in(inner) for line in text.splitlines())
            else:
                yield from of_keys(inner)
    elif isinstance(value, list):
        for one in value:
            yield from of_keys(one)
