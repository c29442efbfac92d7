"""From files to expectations that can be judged. Whatever is wrong with a file is said here, before anything is judged."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from expectations.files import load
from expectations.kinds import KINDS
from expectations.kinds.kind import Field, Kind, Pattern, as_list
from expectations.mistake import Mistake, closest
from expectations.words import UnknownWord, fill, has_word

PLACES = ("image", "qemu", "board")
# What every expectation can have beside its kind.
COMMON = ("expect", "on", "off", "when", "unless", "if_file", "unless_file")


@dataclass(frozen=True)
class Expectation:
    """One expectation for one place. want has the fields of its kind, words filled in."""

    name: str
    group: str
    kind: Kind
    want: SimpleNamespace
    # Values that have to be something, or nothing, for it to apply; paths of which there has to be one, or none.
    when: dict[str, bool] = field(default_factory=dict)
    unless: dict[str, bool] = field(default_factory=dict)
    if_file: str | None = None
    unless_file: str | None = None


def read(files: list[Path], place: str, values: dict) -> list[Expectation]:
    """The expectations for place (one of PLACES), each file laid over those before it.

    The same `expect` replaces an earlier one, `off: true` takes it away, others are added. Every expectation is checked, those of
    other places too. values: what {words} stand for: texts, numbers, lists of texts, whether.
    Raises Mistake."""
    laid: dict[str, tuple[str, dict, Path]] = {}
    for path in files:
        lay_over(laid, path)
    expectations = []
    for name, (group, data, path) in laid.items():
        try:
            kind, places = check(data)
            if place in places:
                expectations.append(make(name, group, kind, data, values))
        except Mistake as mistake:
            raise Mistake(f"{path.name}: '{name}': {mistake}") from mistake
    return expectations


def lay_over(laid: dict[str, tuple[str, dict, Path]], path: Path) -> None:
    seen = set()
    for group, expectations in load(path).items():
        for data in expectations:
            name = data.get("expect")
            if not isinstance(name, str) or not name:
                raise Mistake(f"{path.name}: an expectation in '{group}' has no `expect:`, the sentence that is its name. It has: {', '.join(map(str, data))}.")
            if name in seen:
                raise Mistake(f"{path.name}: '{name}' is there twice.")
            seen.add(name)
            if "off" in data:
                take_away(laid, name, data, path)
            else:
                # Where it replaces one, it stays in its place of the report.
                laid[name] = (laid[name][0] if name in laid else group, data, path)


def take_away(laid: dict, name: str, data: dict, path: Path) -> None:
    if data["off"] is not True or set(data) != {"expect", "off"}:
        raise Mistake(f"{path.name}: '{name}': `off: true` stands alone, beside `expect`.")
    if name not in laid:
        raise Mistake(f"{path.name}: '{name}' is off, but there is no such expectation: {closest(name, laid)}")
    del laid[name]


def check(data: dict) -> tuple[Kind, list[str]]:
    """The kind of an expectation, and the places that it is for."""
    kinds = [key for key in data if key in KINDS]
    if not kinds:
        others = [str(key) for key in data if key not in COMMON]
        raise Mistake(f"it has no kind. Of {', '.join(others) or 'nothing'}: {closest(others[0] if others else '', KINDS)}")
    if len(kinds) > 1:
        raise Mistake(f"it is of {len(kinds)} kinds: {', '.join(kinds)}. Make it {len(kinds)} expectations.")
    kind = KINDS[kinds[0]]
    for key in data:
        if key not in COMMON and key not in kind.fields:
            raise Mistake(f"the kind {kind.name} has no `{key}`: {closest(str(key), [*kind.fields, *COMMON])}")
    places = check_places(kind, data)
    for key, one in kind.fields.items():
        if key in data:
            if not has_word(data[key]):
                one.check(key, data[key])
            if not set(places) <= set(one.places):
                raise Mistake(f"`{key}` cannot be judged on {' or '.join(sorted(set(places) - set(one.places)))}, only on {', '.join(one.places)}. Say so in `on`.")
        elif one.required:
            raise Mistake(f"the kind {kind.name} needs `{key}`: {one.description}")
    for key in ("if_file", "unless_file"):
        if not isinstance(data.get(key, "/"), str):
            raise Mistake(f"`{key}` has to be a path.")
    kind.check(data)
    return kind, places


def check_places(kind: Kind, data: dict) -> list[str]:
    places = data.get("on")
    if not isinstance(places, list) or not places:
        raise Mistake(f"`on` has to be a list of where it is judged: some of {', '.join(PLACES)}.")
    for place in places:
        if place not in PLACES:
            raise Mistake(f"`on` has '{place}': {closest(str(place), PLACES)}")
        if place not in kind.places:
            raise Mistake(f"the kind {kind.name} cannot be judged on {place}, only on {', '.join(kind.places)}.")
    return places


def make(name: str, group: str, kind: Kind, data: dict, values: dict) -> Expectation:
    want = {}
    try:
        words = {key: {word: bool(values[word]) for word in words_of(key, data, values)} for key in ("when", "unless")}
        applies = all(words["when"].values()) and not any(words["unless"].values())
        for key, one in kind.fields.items():
            want[key] = one.default if key not in data else take(one, key, data[key], values, applies)
        conditions = {key: fill(data[key], values) for key in ("if_file", "unless_file") if key in data}
    except UnknownWord as unknown:
        raise Mistake(f"it has the word {{{unknown.args[0]}}}, for which there is no value: {closest(unknown.args[0], values) if values else 'no values were given.'}") from unknown
    return Expectation(name, group, kind, SimpleNamespace(**want), **words, **conditions)


def take(one: Field, key: str, value: object, values: dict, applies: bool) -> object:
    """A field's value with words filled in. Nothing is asked of what does not apply: the value that it is about may be empty."""
    filled = fill(value, values, re.escape if isinstance(one, Pattern) else str)
    if has_word(value) and applies:
        one.check(key, filled)
    return one.take(filled) if applies else None


def words_of(key: str, data: dict, values: dict) -> list[str]:
    words = as_list(data.get(key, []))
    if not all(isinstance(word, str) for word in words):
        raise Mistake(f"`{key}` has to be the name of a value, or a list of them.")
    for word in words:
        if word not in values:
            raise UnknownWord(word)
    return words
