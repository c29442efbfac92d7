"""Values in the place of {words}."""

import re
from collections.abc import Callable, Mapping

from expectations.data import is_list, is_object

# Not `${name}` of a shell, nor `{{.Name}}` of Docker's templates.
WORD = re.compile(r"(?<![${])\{([a-z][a-z0-9_]*)\}(?!\})")


class UnknownWord(Exception):
    """There is no value for the word."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def fill(data: object, values: Mapping[str, object], quote: Callable[[str], str] = str) -> object:
    """data with values for its words. A text that is nothing but a word becomes the value itself, a list or whether; in
    a list, the items of such a list take its place. quote is for what must not be read as a pattern. Raises
    UnknownWord."""
    if isinstance(data, str):
        return _fill_text(data, values, quote)
    if is_object(data):
        return {_fill_text(str(key), values, quote): fill(value, values, quote) for key, value in data.items()}
    if is_list(data):
        return _fill_list(data, values, quote)
    return data


def has_word(data: object) -> bool:
    """Whether a text is made of a word at least in part; what it is comes out when it is filled in."""
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
