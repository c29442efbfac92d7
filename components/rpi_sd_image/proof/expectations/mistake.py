import difflib
from collections.abc import Iterable


class Mistake(Exception):
    """A file of expectations cannot be used. The message says where, what is wrong and what would be right."""


def closest(name: str, known: Iterable[str]) -> str:
    """Words for the end of a message: what may have been meant, or what there is."""
    known = sorted(known)
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean '{close[0]}'?" if close else f"there is {', '.join(known)}."
