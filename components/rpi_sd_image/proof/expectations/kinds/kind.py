"""What a kind of expectation is made of."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

from expectations.mistake import Mistake
from systems.system import System

EVERYWHERE = ("image", "qemu", "board")
RUNNING = ("qemu", "board")
IMAGE = ("image",)


class Field:
    """One key of an expectation. form says in words what its value has to be."""

    form = "anything"

    def __init__(self, description: str, required: bool = False, default: object = None, places: tuple[str, ...] = EVERYWHERE) -> None:
        self.description = description
        self.required = required
        self.default = default
        self.places = places

    def check(self, key: str, value: object) -> None:
        """Raises Mistake unless value, as it is written in the file, is of this field's form."""
        if not self.fits(value):
            raise Mistake(f"`{key}` has to be {self.form}, and is {shown(value)}.")

    def fits(self, value: object) -> bool:
        return True

    def take(self, value: object) -> object:
        """The value, with words filled in, as judge gets it."""
        return value


class Text(Field):
    form = "a text"

    def fits(self, value: object) -> bool:
        return isinstance(value, str) and value != ""

    def take(self, value: object) -> object:
        return str(value)


class Output(Text):
    form = "a text, which may be empty"

    def fits(self, value: object) -> bool:
        return isinstance(value, str)


class Path(Text):
    form = "a path from the root (/...)"

    def fits(self, value: object) -> bool:
        return super().fits(value) and value.startswith("/")


class Choice(Text):
    def __init__(self, description: str, choices: tuple[str, ...], **others) -> None:
        super().__init__(description, **others)
        self.choices = choices
        self.form = f"one of {', '.join(choices)}"

    def fits(self, value: object) -> bool:
        return value in self.choices


class Mode(Text):
    form = "a mode of four octal digits, such as 0640"

    def fits(self, value: object) -> bool:
        # YAML takes 1777 for a number; 0640 is none here.
        return re.fullmatch("[0-7]{4}", str(value)) is not None

    def take(self, value: object) -> int:
        return int(str(value), 8)


class Number(Field):
    form = "a number"

    def fits(self, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool)


class Whether(Field):
    form = "true or false"

    def fits(self, value: object) -> bool:
        return isinstance(value, bool)


class Texts(Field):
    """One or several; judge gets a list."""

    form = "a text or a list of texts"

    def fits(self, value: object) -> bool:
        return all(isinstance(one, str) for one in as_list(value)) and value != ""

    def take(self, value: object) -> list[str]:
        return [str(one) for one in as_list(value)]


class Paths(Texts):
    form = "a path (`*`, `?` and `[]` stand for parts of a name, `/**` at the end for all files below) or a list of them"

    def fits(self, value: object) -> bool:
        return super().fits(value) and all(one.startswith(("/", "{")) for one in as_list(value))


class Pattern(Texts):
    """Regular expressions, in which ^ and $ are the ends of a line. Words in them stand for themselves, whatever they are."""

    form = "a regular expression or a list of them"

    def check(self, key: str, value: object) -> None:
        super().check(key, value)
        for one in as_list(value):
            try:
                re.compile(one)
            except re.error as error:
                raise Mistake(f"`{key}` has '{one}', which is no regular expression: {error}.") from error

    def take(self, value: object) -> list[re.Pattern]:
        return [re.compile(one, re.MULTILINE) for one in as_list(value)]


class Mapping(Field):
    form = "names with their values"

    def fits(self, value: object) -> bool:
        return isinstance(value, dict) and bool(value)


class Kind:
    """A kind of expectation. Its name is the key that it is recognised by, which is one of its fields."""

    name: str
    fields: dict[str, Field]
    places: tuple[str, ...] = EVERYWHERE

    def check(self, data: dict) -> None:
        """Raises Mistake when fields that are right by themselves are wrong together."""

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        """A sentence for each thing that is not as wanted; nothing when all is well. May raise Unreadable."""
        raise NotImplementedError


def as_list(value: object) -> list:
    return value if isinstance(value, list) else [value]


def shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
