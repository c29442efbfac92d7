"""The forms of the values in an expectation."""

import re
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from expectations.data import as_fields, as_list, is_list, is_object
from expectations.mistake import Mistake

T_co = TypeVar("T_co", covariant=True)


class Form(ABC, Generic[T_co]):
    """A form of values. in_words describes it in messages and in the documentation."""

    in_words = "anything"

    def check(self, key: str, value: object) -> None:
        """Raises Mistake if value, as written in the file, does not have this form."""
        if not self.fits(value):
            raise Mistake(f"`{key}` has to be {self.in_words}, but is {shown(value)}.")

    @abstractmethod
    def fits(self, value: object) -> bool:
        """Whether value has this form."""

    @abstractmethod
    def read(self, value: object) -> T_co:
        """Returns the parsed value. It has to fit."""

    def quote(self, text: str) -> str:
        """Returns the value of a word, escaped for the place where the word was."""
        return text


class Text(Form[str]):
    in_words = "a text"

    def fits(self, value: object) -> bool:
        return isinstance(value, str) and value != ""

    def read(self, value: object) -> str:
        return str(value)


class Output(Text):
    in_words = "a text, which may be empty"

    def fits(self, value: object) -> bool:
        return isinstance(value, str)


class Path(Text):
    in_words = "a path from the root (/...)"

    def fits(self, value: object) -> bool:
        return isinstance(value, str) and value.startswith("/")


class Choice(Text):
    def __init__(self, *choices: str) -> None:
        self.choices = choices
        self.in_words = f"one of {', '.join(choices)}"

    def fits(self, value: object) -> bool:
        return value in self.choices


class Mode(Form[int]):
    in_words = "a mode of four octal digits, such as 0640"

    def fits(self, value: object) -> bool:
        # YAML reads 1777 as a number, and 0640 as text.
        return re.fullmatch("[0-7]{4}", str(value)) is not None

    def read(self, value: object) -> int:
        return int(str(value), 8)


class Number(Form[int]):
    in_words = "a number"

    def fits(self, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool)

    def read(self, value: object) -> int:
        return int(str(value))


class Whether(Form[bool]):
    in_words = "true or false"

    def fits(self, value: object) -> bool:
        return isinstance(value, bool)

    def read(self, value: object) -> bool:
        return value is True


class Texts(Form[list[str]]):
    """One text or several."""

    in_words = "a text or a list of texts"

    def fits(self, value: object) -> bool:
        return all(isinstance(one, str) for one in as_list(value)) and value != ""

    def read(self, value: object) -> list[str]:
        return [str(one) for one in as_list(value)]


class Paths(Texts):
    in_words = (
        "a path (`*`, `?` and `[]` match within a name, `/**` at the end matches all files below) or a list of them"
    )

    def fits(self, value: object) -> bool:
        return all(isinstance(one, str) and one.startswith(("/", "{")) for one in as_list(value))


class Patterns(Form[list[re.Pattern[str]]]):
    """Regular expressions, in which ^ and $ match at each line. The values of words in them are escaped."""

    in_words = "a regular expression or a list of them"

    def check(self, key: str, value: object) -> None:
        super().check(key, value)
        for one in as_list(value):
            check_pattern(key, str(one))

    def fits(self, value: object) -> bool:
        return Texts().fits(value)

    def read(self, value: object) -> list[re.Pattern[str]]:
        return [re.compile(str(one), re.MULTILINE) for one in as_list(value)]

    def quote(self, text: str) -> str:
        return re.escape(text)


class Mapping(Form[dict[str, object]]):
    in_words = "names with their values"

    def fits(self, value: object) -> bool:
        return is_object(value) and bool(value)

    def read(self, value: object) -> dict[str, object]:
        return as_fields(value)


class Mappings(Form[list[dict[str, object]]]):
    in_words = "a list with names and values for each partition"

    def fits(self, value: object) -> bool:
        return is_list(value) and bool(value) and all(map(is_object, value))

    def read(self, value: object) -> list[dict[str, object]]:
        return [as_fields(one) for one in as_list(value)]


def check_pattern(key: str, pattern: str, of: str = "") -> None:
    """Raises Mistake if pattern is not a regular expression. of: text for the message, after the pattern."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise Mistake(f"`{key}` has '{pattern}'{of}, which is not a regular expression: {error}.") from error


def shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
