"""Merges files of expectations. Each file overrides those before it."""

from pathlib import Path

from expectations.files import Data, load
from expectations.mistake import Mistake, closest

# By `expect`: the group, the expectation and its file.
Layers = dict[str, tuple[str, Data, Path]]


def layers(files: list[Path]) -> Layers:
    """Returns the merged expectations. Raises Mistake."""
    laid: Layers = {}
    for path in files:
        lay_over(laid, path)
    return laid


def lay_over(laid: Layers, path: Path) -> None:
    seen: set[str] = set()
    for group, data in ((group, data) for group, expectations in load(path).items() for data in expectations):
        name = name_of(path, group, data)
        if name in seen:
            raise Mistake(f"{path.name}: '{name}' appears twice.")
        seen.add(name)
        if "off" in data:
            take_away(laid, name, data, path)
        else:
            # A replacement stays in the group of the original, and so in its place in the report.
            laid[name] = (laid[name][0] if name in laid else group, data, path)


def name_of(path: Path, group: str, data: Data) -> str:
    name = data.get("expect")
    if not isinstance(name, str) or not name:
        raise Mistake(
            f"{path.name}: an expectation in '{group}' has no `expect:`, the sentence that is its name. "
            f"It has: {', '.join(data)}."
        )
    return name


def take_away(laid: Layers, name: str, data: Data, path: Path) -> None:
    if data["off"] is not True or set(data) != {"expect", "off"}:
        raise Mistake(f"{path.name}: '{name}': `off: true` allows no other key than `expect`.")
    if name not in laid:
        raise Mistake(f"{path.name}: '{name}' is off, but there is no such expectation: {closest(name, laid)}")
    del laid[name]
