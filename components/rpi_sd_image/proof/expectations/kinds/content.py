"""Judges a text: the content of a file or the output of a command."""

import re
from collections.abc import Iterator


def judge_content(
    what: str, text: str, whole: str | None, has: list[re.Pattern[str]], lacks: list[re.Pattern[str]]
) -> Iterator[str]:
    """Yields what is wrong with a text.

    what: the name of the text in messages
    whole: the expected text, without leading and trailing white space, or None for any
    has, lacks: patterns that must match, and that must not
    """
    if whole is not None and text.strip() != whole.strip():
        yield f"{what}: expected {excerpt(whole)}, found {excerpt(text)}"
    for pattern in has:
        if not pattern.search(text):
            yield f"{what}: expected a match of /{pattern.pattern}/, found {excerpt(text)}"
    for pattern in lacks:
        if match := pattern.search(text):
            found = excerpt(line_around(text, match.start()))
            yield f"{what}: expected no match of /{pattern.pattern}/, found {found}"


def line_around(text: str, position: int) -> str:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return text[start : end if end >= 0 else None]


def excerpt(text: str, limit: int = 300) -> str:
    """Returns a text for messages: quoted, shortened, and with escapes for characters that do not print."""
    if not text.strip():
        return "nothing"
    text = "".join(one if one.isprintable() or one == "\n" else repr(one)[1:-1] for one in text.rstrip())
    return f"'{text}'" if len(text) <= limit else f"'{text[:limit]}' ..."
