"""Reads YAML of the user's as cloud-init does on the board, which goes on without a file that it refuses.

own_yaml.py FIELD FILE: checks the file that the field names, where it is YAML by its first line or by the field.
"""

import json
import sys
from pathlib import Path

import yaml

CLOUD_CONFIG = "#cloud-config"
ARCHIVE = "#cloud-config-archive"


def load(field, path):
    """Ends the program where nothing can be made of the file. Its content, which may hold passwords, is not shown."""
    try:
        content = yaml.safe_load(Path(path).read_text())
        # It refuses what contains itself, as cloud-init does.
        json.dumps(content, default=str, skipkeys=True)
    except (yaml.YAMLError, ValueError, IndexError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1} of " if mark else ""
        problem = f"{line}the file that rpi_sd_image.{field} names is YAML that the board cannot read"
    else:
        kind, called = (list, "list") if first_line(path) == ARCHIVE else (dict, "keys with values")
        if isinstance(content, kind):
            return content
        problem = f"the file that rpi_sd_image.{field} names holds no {called}"
    sys.exit(f"error: {problem}. Correct the file.")


def first_line(path):
    with Path(path).open() as lines:
        return lines.readline().rstrip()


def main(field, path):
    if field == "network_config" or first_line(path) in (CLOUD_CONFIG, ARCHIVE):
        load(field, path)


if __name__ == "__main__":
    main(*sys.argv[1:])
