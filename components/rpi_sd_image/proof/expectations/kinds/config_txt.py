from collections.abc import Iterator

from expectations import config_txt
from expectations.kinds.forms import Path, Texts
from expectations.kinds.kind import Default, Kind, Required
from systems.system import System


class ConfigTxt(Kind):
    """The firmware's config.txt. It ends with [all], so that lines that are added to it hold for all boards."""

    name = "config_txt"
    config_txt = Required(Path(), "the file")
    has = Default(Texts(), "lines, with sections such as [pi4]: their settings must be there, for the same boards", [])

    def judge(self, system: System) -> Iterator[str]:
        text = system.text(self.config_txt)
        for setting in config_txt.missing_from(text, "\n".join(self.has)):
            yield f"{self.config_txt}: expected {setting}, it is not there"
        if (last := config_txt.filter_at_end(text)) != config_txt.ALL:
            yield f"{self.config_txt}: it ends in the section [{last}]; expected [all]"
