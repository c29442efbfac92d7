"""Reads YAML of the user's as cloud-init does on the board, which goes on without a file that it refuses.

own_yaml.py check FIELD FILE           the file that the field names, where it is YAML by the field or by its first line
own_yaml.py merged IMAGES USERS MADE   whether MADE is the image's user-data with the user's keys in place of its own
own_yaml.py netplan FILE               prints a network configuration for netplan; an empty one for version 1
"""

import json
import sys
from pathlib import Path

import yaml

# How user-data begin that are YAML, and what they hold then.
KINDS = {
    "#cloud-config-archive": (list, "a list"),
    "#cloud-config-jsonp": None,
    "#cloud-config": (dict, "keys with values"),
}


def check(field, path):
    text = Path(path).read_text()
    kind = KINDS["#cloud-config"] if field == "network_config" else kind_of(text)
    if kind is None:
        return None
    content = load(text, f"the file that rpi_sd_image.{field} names")
    expected, called = kind
    if not isinstance(content, expected):
        end(f"the file that rpi_sd_image.{field} names does not hold {called}. Correct the file.")
    return content


def kind_of(text):
    """cloud-init looks at how a file begins, whatever the case."""
    start = text.lstrip().lower()
    return next((kind for mark, kind in KINDS.items() if start.startswith(mark)), None)


def load(text, what):
    """Ends the program where nothing can be made of it. The content, which may hold passwords, is not shown."""
    try:
        content = yaml.safe_load(text)
        # It refuses what contains itself, as cloud-init does.
        json.dumps(content, default=str, skipkeys=True)
        return content
    except Exception as error:  # Of PyYAML or of what it calls: there are many.
        mark = getattr(error, "problem_mark", None)
        end(
            f"{f'line {mark.line + 1} of ' if mark else ''}{what} is YAML that the board cannot read. Correct the file."
        )


def merged(images, users, made):
    """The files are merged by their lines, so that comments stay."""
    image = load(Path(images).read_text(), "the image's user-data")
    user = load(Path(users).read_text(), "the file that rpi_sd_image.user_data names")
    text = Path(made).read_text()
    result = load(text, "what comes of merging the user-data")
    # Of a key that is there twice, PyYAML takes the last without a word.
    if result != {**image, **user} or len(result) != len(yaml.compose(text).value):
        end(
            "the file that rpi_sd_image.user_data names cannot be merged key by key. Begin each of its keys at the"
            ' start of a line, or set "user_data_mode": "replace".'
        )


def netplan(path):
    """As cloud-init hands it over. Version 1 is left out: cloud-init translates it into something of its own."""
    config = load(Path(path).read_text(), "the network configuration")
    config = config.get("network", config)
    print(json.dumps({"network": config} if str(config.get("version")) == "2" else {}, default=str))


def end(problem):
    sys.exit(f"error: {problem}")


if __name__ == "__main__":
    {"check": check, "merged": merged, "netplan": netplan}[sys.argv[1]](*sys.argv[2:])
