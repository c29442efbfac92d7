"""Files that set names to values."""

import configparser
import json
import shlex
from collections.abc import Callable

import yaml


class SettingsError(Exception):
    """The file is not of its format. The message is for people."""


def parse(text: str, format: str) -> dict[str, object]:
    """Names and values; levels of a name have dots between them. Raises SettingsError."""
    try:
        return FORMATS[format](text)
    except (ValueError, configparser.Error, yaml.YAMLError) as error:
        raise SettingsError(" ".join(str(error).split())) from error


def assignments(text: str) -> dict[str, object]:
    """NAME=value as a shell reads it: os-release, /etc/default/..."""
    settings = {}
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise ValueError(f"'{line}' is no NAME=value")
        settings[name.strip()] = " ".join(shlex.split(value))
    return settings


def config_txt(text: str) -> dict[str, object]:
    """The Raspberry Pi's config.txt. Settings under a filter other than [all] are named filter.name: cm4.device_tree."""
    settings: dict[str, object] = {}
    prefix = ""
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            prefix = "" if line == "[all]" else f"{line.strip('[]')}."
        elif line:
            # "initramfs" is the only one that is written without an equals sign.
            name, _, value = line.replace(" ", "=", 1).partition("=") if line.startswith("initramfs ") else line.partition("=")
            settings[prefix + name.strip()] = value.strip()
    return settings


def ini(text: str) -> dict[str, object]:
    """systemd's files and others with [Sections]. The last of several values of a name counts."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#", ";"))
    parser.optionxform = str
    parser.read_string(text)
    return {f"{section}.{name}": value for section in parser.sections() for name, value in parser.items(section)}


def from_json(text: str) -> dict[str, object]:
    return flat(json.loads(text))


def from_yaml(text: str) -> dict[str, object]:
    content = yaml.safe_load(text)
    return flat({} if content is None else content)


def flat(value: object, name: str = "") -> dict[str, object]:
    """The leaves of objects and lists (counted from 0) by their names, and the lists and objects themselves that are empty."""
    if not name and not isinstance(value, dict):
        raise ValueError("it has no names with values at its top")
    if not isinstance(value, dict | list) or (name and not value):
        return {name: value}
    leaves = {}
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        leaves |= flat(one, f"{name}.{key}" if name else str(key))
    return leaves


FORMATS: dict[str, Callable[[str], dict[str, object]]] = {
    "assignments": assignments,
    "config.txt": config_txt,
    "ini": ini,
    "json": from_json,
    "yaml": from_yaml,
}
