"""Checks an expectation as written in its file, before its words are filled in."""

from expectations.data import is_list
from expectations.files import Data
from expectations.kinds import KINDS, Kind
from expectations.kinds.kind import EVERYWHERE, Field
from expectations.mistake import Mistake, closest
from expectations.words import has_word

# Keys that every expectation can have, whatever its kind.
COMMON = ("expect", "on", "off", "when", "unless", "if_file", "unless_file", "if_kernel_option")


def check(data: Data) -> tuple[type[Kind], list[str]]:
    """Returns the kind of an expectation and the places where it is judged. Raises Mistake."""
    kind = kind_of(data)
    for key in data:
        if key not in COMMON and key not in kind.fields:
            raise Mistake(f"the kind {kind.name} has no `{key}`: {closest(key, [*kind.fields, *COMMON])}")
    places = places_of(kind, data)
    for one in kind.fields.values():
        check_field(kind, one, data, places)
    for key in ("if_file", "unless_file"):
        if not isinstance(data.get(key, "/"), str):
            raise Mistake(f"`{key}` has to be a path.")
    kind.check(data)
    return kind, places


def kind_of(data: Data) -> type[Kind]:
    kinds = [key for key in data if key in KINDS]
    if not kinds:
        others = [key for key in data if key not in COMMON]
        known = closest(others[0] if others else "", KINDS)
        raise Mistake(f"it has no kind. Unknown key: {', '.join(others) or 'none'}; {known}")
    if len(kinds) > 1:
        raise Mistake(f"it has {len(kinds)} kinds: {', '.join(kinds)}. Split it into {len(kinds)} expectations.")
    return KINDS[kinds[0]]


def places_of(kind: type[Kind], data: Data) -> list[str]:
    places = data.get("on")
    if not is_list(places) or not places:
        raise Mistake(f"`on` has to be a list of places: some of {', '.join(EVERYWHERE)}.")
    for place in map(str, places):
        if place not in EVERYWHERE:
            raise Mistake(f"`on` has '{place}': {closest(place, EVERYWHERE)}")
        if place not in kind.places:
            raise Mistake(f"the kind {kind.name} cannot be judged on {place}, only on {', '.join(kind.places)}.")
    return [str(place) for place in places]


def check_field(kind: type[Kind], one: Field[object], data: Data, places: list[str]) -> None:
    key = one.key
    if key not in data:
        if one.required:
            raise Mistake(f"the kind {kind.name} needs `{key}`: {one.description}")
        return
    if not has_word(data[key]):
        one.form.check(key, data[key])
    elsewhere = sorted(set(places) - set(one.places))
    if elsewhere:
        raise Mistake(
            f"`{key}` cannot be judged on {' or '.join(elsewhere)}, only on {', '.join(one.places)}. Change `on`."
        )
