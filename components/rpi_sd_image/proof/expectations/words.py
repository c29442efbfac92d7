"""Replaces {words} by their values."""

import re
from collections.abc import Callable, Mapping

from expectations.data import is_list, is_object

# Does not match `${name}` of a shell or `{{.Name}}` of Docker's templates.
WORD = re.compile(r"(?<![${])\{([a-z][a-z0-9_]*)\}(?!\})")


class UnknownWord(Exception):
    """The word has no value."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def fill(data: object, values: Mapping[str, object], quote: Callable[[str], str] = str) -> object:
    """Returns data with its words replaced by their values.

    A text that is only a word becomes the value itself, which may be a list or a boolean. Inside a list, the items of
    such a list replace the word. quote escapes values, for example in regular expressions. Raises UnknownWord."""
    if isinstance(data, str):
        return _fill_text(data, values, quote)
    if is_object(data):
        return {_fill_text(str(key), values, quote): fill(value, values, quote) for key, value in data.items()}
    if is_list(data):
        return _fill_list(data, values, quote)
    return data


def has_word(data: object) -> bool:
    """Whether data is a text with a word in it. Its form can be checked only after the word is filled in."""
    return isinstance(data, str) and WORD.search(data) is not None


def _fill_list(items: list[object], values: Mapping[str, object], quote: Callable[[str], str]) -> list[object]:
    filled: list[object] = []
    for item in items:
        value = fill(item, values, quote)
        if isinstance(item, str) and is_list(value):
            filled.extend(value)
        else:
            filled.append(value)
    return filled


def _fill_text(text: str, values: Mapping[str, object], quote: Callable[[str], str]) -> object:
    whole = WORD.fullmatch(text)
    if not whole:
        return WORD.sub(lambda match: quote(_as_text(_value(match[1], values))), text)
    value = _value(whole[1], values)
    if is_list(value):
        return [quote(str(item)) for item in value]
    return value if isinstance(value, bool) else quote(str(value))


def _value(word: str, values: Mapping[str, object]) -> object:
    if word not in values:
        raise UnknownWord(word)
    return values[word]


def _as_text(value: object) -> str:
    return " ".join(map(str, value)) if is_list(value) else str(value)
