"""Files of expectations: YAML, a list for each group."""

import re
from pathlib import Path

import yaml

from expectations.mistake import Mistake


def load(path: Path) -> dict[str, list[dict]]:
    """The groups of a file with their expectations, in its order and not checked further."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader)
    except OSError as error:
        raise Mistake(f"{path.name} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Mistake(f"{path.name} is no valid YAML: {' '.join(str(error).split())}") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise Mistake(f"{path.name} has to be groups, each with a list of expectations, such as `my own: [...]`.")
    for group, expectations in content.items():
        if not isinstance(expectations, list) or not all(isinstance(one, dict) for one in expectations):
            raise Mistake(f"{path.name}: the group '{group}' has to be a list of expectations, each of which starts with `- expect:`.")
    return content


class Loader(yaml.SafeLoader):
    """YAML as people read it: `on` and `off` are words and not booleans, 0640 is text and not a number, a key occurs once."""

    yaml_implicit_resolvers: dict = {}

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key '{key.value}' is there twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _resolver(tag: str, pattern: str, first: str) -> None:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


_resolver("bool", r"^(?:true|false)$", "tf")
_resolver("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789")
_resolver("null", r"^(?:~|null)$", "~n")
_resolver("merge", r"^<<$", "<")
