"""Values in the place of {words}."""

import re
from collections.abc import Callable

# Not `${name}` of a shell, nor `{{.Name}}` of Docker's templates.
WORD = re.compile(r"(?<![${])\{([a-z][a-z0-9_]*)\}(?!\})")


class UnknownWord(Exception):
    """Its only argument is the word."""


def fill(data: object, values: dict, quote: Callable[[str], str] = str) -> object:
    """data with values for its words. A text that is nothing but a word becomes the value itself, a list or whether; in a list,
    the items of such a list take its place. quote is for what must not be read as a pattern."""
    if isinstance(data, str):
        return _fill_text(data, values, quote)
    if isinstance(data, dict):
        return {_fill_text(str(key), values, quote): fill(value, values, quote) for key, value in data.items()}
    if isinstance(data, list):
        filled = []
        for item in data:
            value = fill(item, values, quote)
            if isinstance(item, str) and isinstance(value, list):
                filled.extend(value)
            else:
                filled.append(value)
        return filled
    return data


def has_word(data: object) -> bool:
    """Whether a text is made of a word at least in part; what it is comes out when it is filled in."""
    return isinstance(data, str) and WORD.search(data) is not None


def _fill_text(text: str, values: dict, quote: Callable[[str], str]) -> object:
    whole = WORD.fullmatch(text)
    if whole:
        value = _value(whole[1], values)
        if isinstance(value, list):
            return [quote(str(item)) for item in value]
        return value if isinstance(value, bool) else quote(str(value))
    return WORD.sub(lambda match: quote(_as_text(_value(match[1], values))), text)


def _value(word: str, values: dict) -> object:
    if word not in values:
        raise UnknownWord(word)
    return values[word]


def _as_text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
