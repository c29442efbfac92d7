"""Why a file of the boot partition cannot be read, and where. What stands there may be a password, and is not said."""

from __future__ import annotations

import yaml

HEADER = "#cloud-config"
# Those that may be something other than a configuration.
WITH_HEADER = ("user-data", "vendor-data")


def reason(file: str, text: str) -> str | None:
    """A sentence, if there is a simple one."""
    has_header = text.partition("\n")[0].strip() == HEADER
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        if mark is None or (file in WITH_HEADER and not has_header):
            return None
        lines = text.splitlines()
        line = lines[mark.line] if mark.line < len(lines) else ""
        tab = " is indented with a tab: use blanks" if line[: len(line) - len(line.lstrip())].count("\t") else ""
        return f"Line {mark.line + 1} of {file}{tab or ' does not fit what is before it'}."
    if file in WITH_HEADER and isinstance(found, dict) and not has_header:
        return f"The first line of {file} has to be {HEADER}."
    return None
