"""Parsers for files of settings."""

import configparser
import json
import shlex
from collections.abc import Callable

import yaml

from expectations import config_txt
from expectations.data import is_list, is_object


class SettingsError(Exception):
    """A text does not have the expected format. The message is for people."""


def parse(text: str, form: str) -> dict[str, object]:
    """Returns the names and values of a text in one of FORMATS. Dots separate the levels of a name. Raises
    SettingsError."""
    try:
        return FORMATS[form](text)
    except (ValueError, configparser.Error, yaml.YAMLError) as error:
        raise SettingsError(" ".join(str(error).split())) from error


def assignments(text: str) -> dict[str, object]:
    """Parses lines of NAME=value as a shell does, such as in os-release and /etc/default."""
    settings: dict[str, object] = {}
    for line in map(str.strip, text.splitlines()):
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise ValueError(f"'{line}' is not NAME=value")
        settings[name.strip()] = " ".join(shlex.split(value))
    return settings


def ini(text: str) -> dict[str, object]:
    """Parses files with [Sections], such as systemd's. A later value overrides an earlier one."""
    parser = AsWritten(strict=False, delimiters=("=",), comment_prefixes=("#", ";"))
    parser.read_string(text)
    return {f"{section}.{name}": value for section in parser.sections() for name, value in parser.items(section)}


class AsWritten(configparser.RawConfigParser):
    """Keeps upper case in names."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def from_json(text: str) -> dict[str, object]:
    return leaves(json.loads(text))


def from_yaml(text: str) -> dict[str, object]:
    content: object = yaml.safe_load(text)
    return leaves({} if content is None else content)


def leaves(content: object) -> dict[str, object]:
    """Returns the leaves of objects and lists (indexes start at 0) by name. Empty objects and lists are leaves."""
    if not is_object(content):
        raise ValueError("the top level is not an object")
    return {path: leaf for name, value in content.items() for path, leaf in below(str(name), value).items()}


def below(name: str, value: object) -> dict[str, object]:
    """Returns the leaves of a value, by names that start with name."""
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
