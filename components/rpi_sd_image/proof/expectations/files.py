"""Files of expectations: YAML with a list of expectations for each group."""

import re
from collections.abc import Hashable
from pathlib import Path

import yaml

from expectations.data import as_fields, is_list, is_object
from expectations.mistake import Mistake

Data = dict[str, object]
# Values in a file, with each alias counted as what it stands for: more than a file of 10 MB has without aliases.
MOST_VALUES = 5_000_000


def load(path: Path) -> dict[str, list[Data]]:
    """Returns the groups of a file with their expectations, in the order of the file. Expectations are not checked
    here. Raises Mistake."""
    try:
        content: object = yaml.load(path.read_text(encoding="utf-8"), Loader)
        values = spelt_out(content, {})
    except OSError as error:
        raise Mistake(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Mistake(f"{path.name} is not in UTF-8: save it in that encoding.") from error
    except yaml.YAMLError as error:
        raise Mistake(f"{path.name} is not valid YAML: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise Mistake(f"{path.name} is not valid: it is nested too deeply.") from error
    if values > MOST_VALUES:
        raise Mistake(f"{path.name} is not valid: its aliases stand for more than {MOST_VALUES} values.")
    if content is None:
        return {}
    if not is_object(content):
        raise Mistake(f"{path.name} has to contain groups, each with a list of expectations, such as `my own: [...]`.")
    return {str(group): group_of(path, str(group), expectations) for group, expectations in content.items()}


def spelt_out(value: object, known: dict[int, int]) -> int:
    """Returns the number of values in a value, which is not spelt out. What contains itself has more than any.
    known: the numbers of those that were counted, by their ids"""
    parts = value if is_list(value) else list(value.values()) if is_object(value) else []
    if not parts:
        return 1
    if id(value) not in known:
        known[id(value)] = MOST_VALUES + 1
        known[id(value)] = 1 + sum(spelt_out(one, known) for one in parts)
    return known[id(value)]


def group_of(path: Path, group: str, expectations: object) -> list[Data]:
    if not is_list(expectations) or not all(map(is_object, expectations)):
        raise Mistake(
            f"{path.name}: the group '{group}' has to be a list of expectations, each starting with `- expect:`."
        )
    return [as_fields(one) for one in expectations]


def resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Returns the values that are not text, in PyYAML's form: for each first character, pairs of tag and pattern."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for tag, pattern, beginnings in (
        ("bool", r"^(?:true|false)$", "tf"),
        ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
        ("null", r"^(?:~|null)$", "~n"),
        ("merge", r"^<<$", "<"),
    ):
        for beginning in beginnings:
            found.setdefault(beginning, []).append((f"tag:yaml.org,2002:{tag}", re.compile(pattern)))
    return found


class Loader(yaml.SafeLoader):
    """A stricter YAML loader: `on` and `off` are words, not booleans; 0640 is text, not a number; duplicate keys are
    errors."""

    yaml_implicit_resolvers = resolvers()

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[object] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key is a list or a mapping", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key.value}' appears twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Merges what << names. A key that comes several times, as where mappings merge each other, counts once."""
        super().flatten_mapping(node)
        pairs = {key.value if isinstance(key, yaml.ScalarNode) else key: (key, value) for key, value in node.value}
        node.value = list(pairs.values())
