import re
from collections.abc import Iterator, Mapping

from expectations.data import as_fields
from expectations.kinds import forms
from expectations.kinds.forms import Choice, Path, Texts
from expectations.kinds.kind import Default, Kind, Required
from expectations.settings import FORMATS, SettingsError, parse
from systems.system import System


class Settings(Kind):
    """What a file of settings sets. Names in JSON, YAML and INI files have dots between their levels
    (`log-opts.max-size`)."""

    name = "settings"
    settings = Required(Path(), "the file")
    format = Default(Choice(*FORMATS), "how it is written", "assignments")
    are = Default(forms.Mapping(), "what is set, and to what", {})
    match = Default(forms.Mapping(), "what is set to something that a regular expression fits as a whole", {})
    unset = Default(Texts(), "names that are not set", [])

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
        for name, value in self.are.items():
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
    """As files of settings have it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
