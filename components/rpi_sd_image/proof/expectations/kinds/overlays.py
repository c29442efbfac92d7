from collections.abc import Iterator, Mapping

from expectations.boards import BOARDS
from expectations.firmware_tree import tree_for
from expectations.kinds.boards import check_names
from expectations.kinds.forms import Texts
from expectations.kinds.kind import Kind, Required
from systems.system import System


class Overlays(Kind):
    """Overlays and parameters of config.txt. For each board, every `dtoverlay` names an overlay that is there, is for
    this board and fits its device tree, and every `dtparam` is a parameter of the overlay before it or of the board's
    device tree. The firmware ignores others without a word on the screen. Boards without a good device tree are not
    judged; that is for `boards` to say."""

    name = "overlays"
    boards = Required(Texts(), f"some of {', '.join(BOARDS)}", key="overlays")

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        check_names(cls.boards.read(data))

    def judge(self, system: System) -> Iterator[str]:
        for name in self.boards:
            changed = tree_for(system, BOARDS[name])
            yield from (f"{name}: {problem}" for problem in (changed.problems if changed else []))
