import re
from collections.abc import Iterator, Mapping

from expectations.data import as_fields
from expectations.kinds import forms
from expectations.kinds.forms import Choice, Path, Texts
from expectations.kinds.kind import Default, Kind, Required
from expectations.settings import FORMATS, SettingsError, parse
from systems.system import System


class Settings(Kind):
    """The settings in a file. In JSON, YAML and INI files, dots separate the levels of a name (`log-opts.max-size`)."""

    name = "settings"
    settings = Required(Path(), "the file")
    format = Default(Choice(*FORMATS), "its format", "assignments")
    are = Default(forms.Mapping(), "settings with their values", {})
    match = Default(forms.Mapping(), "settings with regular expressions, which must match the whole value", {})
    unset = Default(Texts(), "names that must not be set", [])
    own = Default(Texts(), "lines of the user's; what these set is not judged", [])

    @classmethod
    def check(cls, data: Mapping[str, object]) -> None:
        for name, pattern in as_fields(data.get("match")).items():
            forms.check_pattern("match", str(pattern), of=f" for {name}")

    def judge(self, system: System) -> Iterator[str]:
        try:
            found = parse(system.text(self.settings), self.format)
        except SettingsError as error:
            yield f"{self.settings} cannot be read as {self.format}: {error}"
            return
        said = {name: written(value) for name, value in found.items()}
        own = parse("\n".join(self.own), self.format) if self.own else {}
        for name, value in self.are.items():
            if name in own:
                continue
            if name not in found:
                yield f"{self.settings}: expected {name} to be {written(value)}, it is not set"
            elif found[name] != value and said[name] != written(value):
                yield f"{self.settings}: expected {name} to be {written(value)}, found {said[name]}"
        for name, pattern in self.match.items():
            if name not in found:
                yield f"{self.settings}: expected {name} to match /{pattern}/, it is not set"
            elif not re.fullmatch(str(pattern), said[name]):
                yield f"{self.settings}: expected {name} to match /{pattern}/, found {said[name]}"
        for name in self.unset:
            if name in found:
                yield f"{self.settings}: expected {name} not to be set, found {said[name]}"


def written(value: object) -> str:
    """Returns a value as it is written in files of settings."""
    return str(value).lower() if isinstance(value, bool) else str(value)
