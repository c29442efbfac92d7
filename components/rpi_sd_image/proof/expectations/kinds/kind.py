"""The base class of the kinds of expectations, and their fields."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar, Generic, TypeVar, overload

from expectations.kinds.forms import Form
from systems.system import System

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

EVERYWHERE = ("image", "qemu", "board")
RUNNING = ("qemu", "board")
IMAGE = ("image",)


class Field(ABC, Generic[T_co]):
    """A key that expectations of a kind can have. It is an attribute of the kind. `key` is set if the attribute has
    another name than the key."""

    required = False
    # The value if the key is missing.
    default: object = None

    def __init__(
        self, form: Form[object], description: str, key: str = "", places: tuple[str, ...] = EVERYWHERE
    ) -> None:
        self.form = form
        self.description = description
        self.key = key
        self.places = places

    def __set_name__(self, kind: type["Kind"], name: str) -> None:
        self.key = self.key or name

    @overload
    def __get__(self, expectation: None, kind: type["Kind"]) -> "Field[T_co]": ...
    @overload
    def __get__(self, expectation: "Kind", kind: type["Kind"]) -> T_co: ...
    def __get__(self, expectation: "Kind | None", kind: type["Kind"]) -> "Field[T_co] | T_co":
        return self if expectation is None else self.read(expectation.data)

    @abstractmethod
    def read(self, data: Mapping[str, object]) -> T_co:
        """Returns the field's value from the checked data of an expectation."""


class Required(Field[T]):
    required = True

    def __init__(self, form: Form[T], description: str, key: str = "") -> None:
        super().__init__(form, description, key)
        self._read = form.read

    def read(self, data: Mapping[str, object]) -> T:
        return self._read(data[self.key])


class Optional(Field[T | None]):
    """A field whose value is None if the key is missing."""

    def __init__(self, form: Form[T], description: str, key: str = "", places: tuple[str, ...] = EVERYWHERE) -> None:
        super().__init__(form, description, key, places)
        self._read = form.read

    def read(self, data: Mapping[str, object]) -> T | None:
        return self._read(data[self.key]) if self.key in data else None


class Default(Field[T]):
    def __init__(self, form: Form[T], description: str, default: T, key: str = "") -> None:
        super().__init__(form, description, key)
        self._read = form.read
        self.default = self._default = default

    def read(self, data: Mapping[str, object]) -> T:
        return self._read(data[self.key]) if self.key in data else self._default


class Kind(ABC):
    """A kind of expectation. An instance is one expectation. The name is also the key that identifies the kind."""

    name: ClassVar[str]
    fields: ClassVar[Mapping[str, Field[object]]]
    places: ClassVar[tuple[str, ...]] = EVERYWHERE

    def __init_subclass__(cls) -> None:
        cls.fields = {field.key: field for field in vars(cls).values() if isinstance(field, Field)}

    def __init__(self, data: Mapping[str, object]) -> None:
        """data: checked values by key, with words filled in."""
        self.data = data

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        """Checks what the forms of the single fields cannot check. Raises Mistake."""

    def why_not(self) -> str | None:
        """Returns why there is nothing to judge, or None if there is something."""
        return None

    def own_file(self, system: System) -> str | None:
        """Returns the file in /etc that it is about if that is the user's: HypriotOS's own then lies beside it."""
        path = self.data.get(self.name)
        if not isinstance(path, str) or not path.startswith("/etc/"):
            return None
        return path if system.entry(f"{path}.hypriotos") else None

    @abstractmethod
    def judge(self, system: System) -> Iterator[str]:
        """Yields a message for each thing that is not as expected. May raise Unreadable."""
