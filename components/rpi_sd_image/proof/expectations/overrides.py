"""Parameters of device trees and overlays: the node __overrides__, in the form that the Raspberry Pi's firmware reads
(https://www.raspberrypi.com/documentation/computers/configuration.html, part 2.2). A property is a parameter. Its
value is a sequence of targets: the phandle of a node, and a text with a property's name and what to do with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from expectations.device_tree import Node
from expectations.overlay import Refused, with_bytes

OVERRIDES = "__overrides__"
ON = ("y", "yes", "on", "true", "down")
OFF = ("n", "no", "off", "false")
UP = ("up",)
# In bytes.
SIZES = {".": 1, ";": 2, ":": 4, "#": 8}
FORM = re.compile(r"(?P<name>[^.;:#?!\[{=]+)(?P<separator>[.;:#?!\[])?(?P<offset>\d*)(?P<rest>[{=].*)?", re.DOTALL)
ENTRY = re.compile(r"(?P<key>'[^']*'|[^,=}]*)(?P<given>=(?P<value>'[^']*'|[^,}]*))?(?P<end>[,}]?)")
# In a table: the value as it is.
UNCHANGED = "\0"
FRAGMENTS = re.compile(r"([-+=!])(\d+)")

Value = str | int


@dataclass(frozen=True)
class Target:
    """What a parameter changes.

    phandle: of the node; 0 if it switches fragments of an overlay
    name: the property, or for fragments the text with the switches
    separator: how the value is written: one of SIZES, ? or ! for a boolean, [ for bytes, empty for text
    offset: in bytes
    literal: the value, whatever the parameter's is
    table: values by the parameter's value; the key "" has the value for all others
    """

    phandle: int
    name: str
    separator: str = ""
    offset: int = 0
    literal: Value | None = None
    table: Mapping[str, Value] | None = None


def names(tree: Node) -> list[str]:
    """Returns the names of the tree's or overlay's parameters."""
    return list(tree.children.get(OVERRIDES, Node("")).properties)


def targets(tree: Node, parameter: str) -> list[Target]:
    """Returns what a parameter changes, possibly nothing. Raises Refused if that is not in the firmware's form."""
    value = tree.children[OVERRIDES].properties[parameter]
    try:
        return list(_targets(Reader(value)))
    except (ValueError, IndexError) as error:
        raise Refused(f"its parameter '{parameter}' is damaged") from error


class Reader:
    def __init__(self, value: bytes) -> None:
        self.value = value

    def cell(self) -> int:
        if len(self.value) < 4:
            raise ValueError("cut off")
        cell, self.value = int.from_bytes(self.value[:4], "big"), self.value[4:]
        return cell

    def text(self) -> str:
        end = self.value.index(b"\0")
        text, self.value = self.value[:end].decode(), self.value[end + 1 :]
        return text


def _targets(reader: Reader) -> Iterator[Target]:
    while reader.value:
        phandle, text = reader.cell(), reader.text()
        if phandle == 0:
            if not text or FRAGMENTS.sub("", text):
                raise ValueError("no switches of fragments")
            yield Target(0, text)
            continue
        form = FORM.fullmatch(text)
        if form is None:
            raise ValueError("no property")
        rest = form["rest"] or ""
        literal, table = None, None
        if rest.startswith("="):
            literal = rest[1:] or reader.cell()
        elif rest:
            table = _table(rest[1:], reader)
        yield Target(phandle, form["name"], form["separator"] or "", int(form["offset"] or 0), literal, table)


def _table(text: str, reader: Reader) -> dict[str, Value]:
    """Returns a table whose text begins here. A value that is a cell stands between two texts."""
    table: dict[str, Value] = {}
    position = 0
    while True:
        entry = ENTRY.match(text, position)
        assert entry is not None
        key, position = entry["key"].strip("'"), entry.end()
        if entry["given"] == "=" and position == len(text) and not entry["end"]:
            table[key] = reader.cell()
            text, position = reader.text(), 0
        elif entry["given"]:
            table[key] = entry["value"].strip("'")
        elif key:
            table[key] = key
        else:
            # An empty entry: values that are not in the table stay as they are.
            table.setdefault("", UNCHANGED)
        if entry["end"] == "}":
            return table
        if text.startswith("}", position):
            if entry["end"] == ",":
                table.setdefault("", UNCHANGED)
            return table
        if position >= len(text):
            raise ValueError("the table has no end")


def set_parameter(tree: Node, parameter: str, value: str) -> None:
    """Sets a parameter of a resolved overlay, or of a tree. Raises Refused if the firmware would not."""
    for target in targets(tree, parameter):
        if target.phandle == 0:
            _switch_fragments(tree, target.name, value)
            continue
        node = tree.with_phandle(target.phandle)
        if node is None:
            raise Refused(f"its parameter '{parameter}' is for a node that is not there")
        _set(tree, node, target, _value_for(target, parameter, value))


def _value_for(target: Target, parameter: str, value: str) -> Value:
    if target.literal is not None:
        return target.literal
    if target.table is None:
        return value
    found = target.table.get(value, target.table.get(""))
    if found is None:
        raise Refused(f"its parameter '{parameter}' cannot be '{value}', only {', '.join(target.table)}")
    return value if found == UNCHANGED else found


def _set(tree: Node, node: Node, target: Target, value: Value) -> None:
    name = target.name
    if target.separator in SIZES:
        _set_number(tree, node, target, number_of(value))
    elif target.separator in ("?", "!"):
        if bool(number_of(value)) == (target.separator == "?"):
            node.properties[name] = b""
        else:
            node.properties.pop(name, None)
    elif target.separator == "[":
        try:
            node.properties[name] = bytes.fromhex(str(value).replace(":", " "))
        except ValueError as error:
            raise Refused(f"'{value}' are no hexadecimal bytes") from error
    elif name == "name":
        rename(tree, node, str(value))
    else:
        node.properties[name] = (_status(value) if name == "status" else str(value)).encode() + b"\0"


def _set_number(tree: Node, node: Node, target: Target, number: int) -> None:
    size = SIZES[target.separator]
    if target.name != "reg" or target.name in node.properties:
        old = node.properties.get(target.name, b"")
        part = (number & ((1 << (8 * size)) - 1)).to_bytes(size, "big")
        node.properties[target.name] = with_bytes(old, target.offset, part)
    # The address in the node's name follows.
    if target.name == "reg" and target.offset == 0 and "@" in node.name:
        rename(tree, node, f"{node.name.partition('@')[0]}@{number:x}")


def rename(tree: Node, node: Node, name: str) -> None:
    above = next(one for one in tree.walk() if any(child is node for child in one.children.values()))
    node.name = name
    above.children = {child.name: child for child in above.children.values()}


def number_of(value: Value) -> int:
    """Returns the number that the firmware takes a value for. Raises Refused."""
    if isinstance(value, int):
        return value
    if value in ON or value in OFF or value in UP:
        return 1 if value in ON else 0 if value in OFF else 2
    try:
        return int(value, 8 if re.fullmatch("0[0-7]+", value) else 0)
    except ValueError as error:
        raise Refused(f"'{value}' is not a number, and neither on nor off") from error


def _status(value: Value) -> str:
    try:
        return "okay" if number_of(value) else "disabled"
    except Refused:
        return str(value)


def _switch_fragments(overlay: Node, switches: str, value: str) -> None:
    for switch, number in FRAGMENTS.findall(switches):
        fragment = overlay.children.get(f"fragment@{number}") or overlay.children.get(f"fragment-{number}")
        if fragment is None:
            raise Refused(f"it has no fragment {number}")
        active = switch == "+" or (switch != "-" and _is_on(value) == (switch == "="))
        wanted, other = ("__overlay__", "__dormant__") if active else ("__dormant__", "__overlay__")
        if content := fragment.children.pop(other, None):
            content.name = wanted
            fragment.children[wanted] = content


def _is_on(value: str) -> bool:
    """Any text that is not a number counts as on."""
    try:
        return number_of(value) != 0
    except Refused:
        return value != ""
