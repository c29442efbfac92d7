import difflib
from collections.abc import Iterable


class Mistake(Exception):
    """A file of expectations is invalid. The message says where, what is wrong and how to correct it."""


def closest(name: str, known: Iterable[str]) -> str:
    """Returns the end of a message: the closest known name, or all known names."""
    known = sorted(known)
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean '{close[0]}'?" if close else f"choose one of {', '.join(known)}."
