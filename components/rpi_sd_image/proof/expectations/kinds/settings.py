import re
from collections.abc import Iterator
from types import SimpleNamespace

from expectations.kinds.kind import Choice, Kind, Mapping, Path, Texts
from expectations.mistake import Mistake
from expectations.settings import FORMATS, SettingsError, parse
from systems.system import System


class Settings(Kind):
    """What a file of settings sets. Names in JSON, YAML and INI files have dots between their levels (`log-opts.max-size`)."""

    name = "settings"
    fields = {
        "settings": Path("the file", required=True),
        "format": Choice("how it is written", tuple(FORMATS), default="assignments"),
        "are": Mapping("what is set, and to what", default={}),
        "match": Mapping("what is set to something that a regular expression fits as a whole", default={}),
        "unset": Texts("names that are not set", default=[]),
    }

    def check(self, data: dict) -> None:
        for name, pattern in data.get("match", {}).items():
            try:
                re.compile(str(pattern))
            except re.error as error:
                raise Mistake(f"`match` has '{pattern}' for {name}, which is no regular expression: {error}.") from error

    def judge(self, system: System, want: SimpleNamespace) -> Iterator[str]:
        try:
            found = parse(system.text(want.settings), want.format)
        except SettingsError as error:
            yield f"{want.settings} cannot be read as {want.format}: {error}"
            return
        for name, value in want.are.items():
            if name not in found:
                yield f"{want.settings}: expected {name} to be {written(value)}, it is not set"
            elif found[name] != value and written(found[name]) != written(value):
                yield f"{want.settings}: expected {name} to be {written(value)}, found {written(found[name])}"
        for name, pattern in want.match.items():
            if name not in found:
                yield f"{want.settings}: expected {name} to match /{pattern}/, it is not set"
            elif not re.fullmatch(str(pattern), written(found[name])):
                yield f"{want.settings}: expected {name} to match /{pattern}/, found {written(found[name])}"
        for name in want.unset:
            if name in found:
                yield f"{want.settings}: expected {name} not to be set, found {written(found[name])}"


def written(value: object) -> str:
    """As files of settings have it."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
