"""Files that set names to values."""

import configparser
import json
import shlex
from collections.abc import Callable

import yaml

from expectations import config_txt
from expectations.data import is_list, is_object


class SettingsError(Exception):
    """The file is not of its format. The message is for people."""


def parse(text: str, form: str) -> dict[str, object]:
    """Names and values of a text in one of FORMATS; levels of a name have dots between them. Raises SettingsError."""
    try:
        return FORMATS[form](text)
    except (ValueError, configparser.Error, yaml.YAMLError) as error:
        raise SettingsError(" ".join(str(error).split())) from error


def assignments(text: str) -> dict[str, object]:
    """NAME=value as a shell reads it: os-release, /etc/default/..."""
    settings: dict[str, object] = {}
    for line in map(str.strip, text.splitlines()):
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise ValueError(f"'{line}' is no NAME=value")
        settings[name.strip()] = " ".join(shlex.split(value))
    return settings


def ini(text: str) -> dict[str, object]:
    """systemd's files and others with [Sections]. The last of several values of a name counts."""
    parser = AsWritten(strict=False, delimiters=("=",), comment_prefixes=("#", ";"))
    parser.read_string(text)
    return {f"{section}.{name}": value for section in parser.sections() for name, value in parser.items(section)}


class AsWritten(configparser.RawConfigParser):
    """Capitals in names stay as they are."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def from_json(text: str) -> dict[str, object]:
    return leaves(json.loads(text))


def from_yaml(text: str) -> dict[str, object]:
    content: object = yaml.safe_load(text)
    return leaves({} if content is None else content)


def leaves(content: object) -> dict[str, object]:
    """The leaves of objects and lists (counted from 0) by their names, and the objects and lists that are empty."""
    if not is_object(content):
        raise ValueError("it has no names with values at its top")
    return {path: leaf for name, value in content.items() for path, leaf in below(str(name), value).items()}


def below(name: str, value: object) -> dict[str, object]:
    """The leaves of one value."""
    if is_object(value) and value:
        children = [(str(key), one) for key, one in value.items()]
    elif is_list(value) and value:
        children = [(str(number), one) for number, one in enumerate(value)]
    else:
        return {name: value}
    return {path: leaf for key, one in children for path, leaf in below(f"{name}.{key}", one).items()}


FORMATS: dict[str, Callable[[str], dict[str, object]]] = {
    "assignments": assignments,
    "config.txt": config_txt.by_name,
    "ini": ini,
    "json": from_json,
    "yaml": from_yaml,
}
