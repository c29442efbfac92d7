from collections.abc import Iterator
from unittest import TestCase

from expectations.kinds import KINDS
from expectations.kinds.forms import Number, Text, Texts
from expectations.kinds.kind import IMAGE, Default, Kind, Optional, Required
from expectations.kinds.table import markdown
from systems.system import System


class Sail(Kind):
    """A sail
    of a ship."""

    name = "sail"
    places = IMAGE
    sail = Required(Text(), "its name")
    colour = Optional(Text(), "a|b", key="is")
    ropes = Default(Number(), "how many", 4)
    masts = Default(Texts(), "where", [])

    def judge(self, system: System) -> Iterator[str]:
        yield from ()


class Fields(TestCase):
    def test_they_are_listed_by_key(self) -> None:
        self.assertEqual(list(Sail.fields), ["sail", "is", "ropes", "masts"])

    def test_an_expectation_has_their_values(self) -> None:
        one = Sail({"sail": "jib", "is": "black", "masts": "main"})
        self.assertEqual((one.sail, one.colour, one.ropes, one.masts), ("jib", "black", 4, ["main"]))
        self.assertIsNone(Sail({"sail": "jib"}).colour)

    def test_kinds_do_not_share_them(self) -> None:
        self.assertNotIn("sail", KINDS["file"].fields)


TABLE = """\
### `sail`

A sail of a ship.

Judged on image only.

| Key | Value | Meaning |
| --- | --- | --- |
| `sail` | a text | its name; required |
| `is` | a text | a\\|b |
| `ropes` | a number | how many; default `4` |
| `masts` | a text or a list of texts | where |"""


class Table(TestCase):
    def test_markdown(self) -> None:
        self.assertEqual(markdown({"sail": Sail}), TABLE)

    def test_every_kind_has_a_field_of_its_name(self) -> None:
        self.assertEqual([name for name, kind in KINDS.items() if name not in kind.fields], [])
