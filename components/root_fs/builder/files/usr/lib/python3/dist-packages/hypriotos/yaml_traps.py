"""What YAML takes for something other than what stands there: 0123 is 83, no is false, and of a key that is there twice
only the last counts."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

# The keys that lead to a value. ENTRY is an entry of a list.
Place = tuple[str, ...]
ENTRY = "-"
NOTHING = ("", "~")
MERGE = "tag:yaml.org,2002:merge"

# What people write as it is, and mean as it is, wherever these keys are.
TEXTS = frozenset(
    """
    fqdn hashed_passwd hostname name passwd password plain_text_passwd primary_group timezone
""".split()
)
# What cloud-init fails at, or leaves out, if it is no text.
TEXTS_ALONE = frozenset(
    {
        ("chpasswd", "users", ENTRY, "name"),
        ("chpasswd", "users", ENTRY, "password"),
        ("groups", ENTRY),
        ("hostname",),
        ("keyboard", "layout"),
        ("keyboard", "variant"),
        ("local-hostname",),
        ("user",),
        ("user", "groups"),
        ("user", "groups", ENTRY),
        ("user", "name"),
        ("users", ENTRY),
        ("users", ENTRY, "groups"),
        ("users", ENTRY, "groups", ENTRY),
        ("users", ENTRY, "name"),
    }
)
TEXTS_OF_NETWORKS = frozenset(
    """
    anonymous-identity bssid client-key-password identity mac_address macaddress password regulatory-domain
""".split()
)
# The keys below it are names of networks.
NETWORKS = "access-points"
# cloud-init cannot keep a key of another type, such as a date.
TYPES_OF_KEYS = (str, int, float, type(None))


def misread(text: str) -> set[str]:
    """Keys of user-data or meta-data with a value that is to be a text, and that YAML takes for something else."""
    return {key_of(place) for place, node in scalars(text) if node.value not in NOTHING and is_misread(place, node)}


def is_misread(place: Place, node: yaml.ScalarNode) -> bool:
    value = value_of(node)
    if place in TEXTS_ALONE:
        return not isinstance(value, str)
    return place[-1] in TEXTS and str(value) != node.value


def misread_of_network(text: str) -> set[str]:
    """The same of network-config. cloud-init hands it to netplan as YAML: numbers without a leading zero, for example,
    come out as they were."""
    values = {key_of(place) for place, node in scalars(text) if place[-1] in TEXTS_OF_NETWORKS and is_changed(node)}
    return values | {
        NETWORKS
        for name in names_of_networks(text)
        if is_changed(name) or not isinstance(value_of(name), TYPES_OF_KEYS)
    }


def names_of_networks(text: str) -> Iterator[yaml.ScalarNode]:
    for mapping in mappings(text):
        for key, value in mapping.value:
            if key.value == NETWORKS and isinstance(value, yaml.MappingNode):
                yield from (name for name, _ in value.value if isinstance(name, yaml.ScalarNode) and name.tag != MERGE)


def is_changed(node: yaml.ScalarNode) -> bool:
    value = value_of(node)
    return node.value != "" and not isinstance(value, str) and written_again(value) != node.value


def written_again(value: object) -> str:
    """Behind a value alone, YAML has a line with the end of the document."""
    return yaml.safe_dump(value).partition("\n")[0]


def repeated(text: str) -> set[str]:
    """Keys of mappings, however deep, that YAML takes the last of."""
    keys = [[str(key.value) for key, _ in mapping.value] for mapping in mappings(text)]
    return {key for own in keys for key in own if own.count(key) > 1}


def mappings(text: str) -> Iterator[yaml.MappingNode]:
    return (node for _, node in nodes(text) if isinstance(node, yaml.MappingNode))


def scalars(text: str) -> Iterator[tuple[Place, yaml.ScalarNode]]:
    return ((place, node) for place, node in nodes(text) if place and isinstance(node, yaml.ScalarNode))


def nodes(text: str) -> Iterator[tuple[Place, yaml.Node]]:
    """Each once, wherever aliases repeat it: one may contain itself."""
    root = yaml.compose(text)
    waiting: list[tuple[Place, yaml.Node]] = [((), root)] if root else []
    known: set[int] = set()
    while waiting:
        place, node = waiting.pop()
        if id(node) in known:
            continue
        known.add(id(node))
        yield place, node
        if isinstance(node, yaml.MappingNode):
            waiting += [((*place, str(key.value)), value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [((*place, ENTRY), entry) for entry in node.value]


def value_of(node: yaml.ScalarNode) -> object:
    return yaml.SafeLoader("").construct_object(node)


def key_of(place: Place) -> str:
    return next(key for key in reversed(place) if key != ENTRY)
