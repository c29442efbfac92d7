"""Reads expectations from files. Every mistake is reported before anything is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from expectations.check import check
from expectations.data import as_list
from expectations.files import Data
from expectations.kinds import Kind
from expectations.kinds.kind import Field
from expectations.layers import layers
from expectations.mistake import Mistake, closest
from expectations.words import UnknownWord, fill, has_word


@dataclass(frozen=True)
class Expectation:
    """One expectation for one place. kind has the expected values, with words filled in."""

    name: str
    group: str
    kind: Kind
    # Conditions: for each named value, whether it is set; paths that must exist or must not exist; options of which the
    # kernel must have one.
    when: Mapping[str, bool] = field(default_factory=dict[str, bool])
    unless: Mapping[str, bool] = field(default_factory=dict[str, bool])
    if_file: str | None = None
    unless_file: str | None = None
    if_kernel_option: tuple[str, ...] = ()


def read(files: list[Path], place: str, values: Mapping[str, object]) -> list[Expectation]:
    """Returns the expectations for place (image, qemu or board). Each file overrides those before it.

    An expectation with the same `expect` replaces an earlier one, `off: true` removes it, and others are added. All
    expectations are checked, including those for other places. values: the values of {words}, which are texts,
    numbers, lists of texts or booleans. Raises Mistake."""
    expectations: list[Expectation] = []
    for name, (group, data, path) in layers(files).items():
        try:
            kind, places = check(data)
            if place in places:
                expectations.append(make(name, group, kind, data, values))
        except Mistake as mistake:
            raise Mistake(f"{path.name}: '{name}': {mistake}") from mistake
    return expectations


def make(name: str, group: str, kind: type[Kind], data: Data, values: Mapping[str, object]) -> Expectation:
    """Returns an expectation with its words filled in. Raises Mistake."""
    try:
        when, unless = conditions(data, "when", values), conditions(data, "unless", values)
        applies = all(when.values()) and not any(unless.values())
        wanted = {key: take(one, data[key], values, applies) for key, one in kind.fields.items() if key in data}
        if_file, unless_file = path_in(data, "if_file", values), path_in(data, "unless_file", values)
    except UnknownWord as unknown:
        known = closest(unknown.word, values) if values else "no values were given."
        raise Mistake(f"it has the word {{{unknown.word}}}, which has no value: {known}") from unknown
    return Expectation(
        name, group, kind(wanted), when, unless, if_file, unless_file, options_in(data, "if_kernel_option")
    )


def take(one: Field[object], value: object, values: Mapping[str, object], applies: bool) -> object:
    """Returns a value with words filled in. It is checked only if the expectation applies, as words may be empty."""
    filled = fill(value, values, one.form.quote)
    if has_word(value) and applies:
        one.form.check(one.key, filled)
    return filled


def conditions(data: Data, key: str, values: Mapping[str, object]) -> dict[str, bool]:
    """Returns whether each value that the key names is set."""
    found: dict[str, bool] = {}
    for word in as_list(data.get(key, [])):
        if not isinstance(word, str):
            raise Mistake(f"`{key}` has to be the name of a value, or a list of them.")
        if word not in values:
            raise UnknownWord(word)
        found[word] = bool(values[word])
    return found


def path_in(data: Data, key: str, values: Mapping[str, object]) -> str | None:
    return str(fill(data[key], values)) if key in data else None


def options_in(data: Data, key: str) -> tuple[str, ...]:
    """Returns the names of kernel options that the key lists. Raises Mistake."""
    names = as_list(data.get(key, []))
    for name in names:
        if not isinstance(name, str) or name.startswith("CONFIG_"):
            raise Mistake(f"`{key}` has to be the name of a kernel option without CONFIG_, or a list of them.")
    return tuple(map(str, names))
