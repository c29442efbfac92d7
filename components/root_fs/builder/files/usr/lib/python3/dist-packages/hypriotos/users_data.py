"""What cloud-init made of the user's data, told by cloud-init's own code and the files that it leaves."""

from __future__ import annotations

import email
import json
from dataclasses import dataclass, field
from pathlib import Path

import jsonpatch
import yaml
from cloudinit import util
from cloudinit.handlers import jinja_template, type_from_starts_with

from hypriotos import programs, wishes, yaml_traps
from hypriotos.announced import all_found
from hypriotos.boot_partition import BOOT, FILES, SEED, SHIPPED, content, misnamed, of_other_systems
from hypriotos.vocabulary import NO_TEXT, is_harmless

INSTANCE = Path("/var/lib/cloud/instance")
MERGED = Path("/run/cloud-init/combined-cloud-config.json")
INSTANCE_DATA = "/run/cloud-init/instance-data-sensitive.json"

SCRIPTS = ("text/x-shellscript", "text/cloud-boothook", "text/part-handler")
JSON_PATCH = "#cloud-config-jsonp"


@dataclass
class Reading:
    configs: list[dict] = field(default_factory=list)
    # With the programs on the board that are run by commands of any kind; NO_TEXT for one that cannot be looked into.
    scripts: list[str] = field(default_factory=list)
    # Keys of a mapping that YAML takes the last of.
    repeated: set[str] = field(default_factory=set)
    # Keys of texts that YAML takes for something else, by file.
    misread: dict[str, set[str]] = field(default_factory=dict)
    # Nothing could be made of these parts: names of files, with the texts.
    unread: dict[str, list[str]] = field(default_factory=dict)
    # A part-handler of the user's takes these.
    foreign: list[str] = field(default_factory=list)
    # Names of files that cloud-init did not use, or of which it lost a part, and of those that it does not look for.
    not_used: list[str] = field(default_factory=list)

    def note_unread(self, file: str, text: str) -> None:
        self.unread.setdefault(file, []).append(text)

    @property
    def harmful_unread(self) -> bool:
        shipped = content(SHIPPED).decode()
        return any(not is_harmless(text, shipped) for texts in self.unread.values() for text in texts)

    @property
    def harmful_not_used(self) -> bool:
        shipped = content(SHIPPED).decode()
        return any(not is_harmless(text_of(name), shipped) for name in self.not_used)


def merged() -> dict | None:
    """The configuration that cloud-init works by in this boot; None where it has not got that far."""
    try:
        return json.loads(MERGED.read_text())
    except (OSError, ValueError):
        return None


def read() -> Reading:
    reading = Reading()
    for name, kept in FILES.items():
        raw, parts = given(name), parts_in(INSTANCE / f"{kept}.i")
        if raw != content(INSTANCE / kept) or not all_found(raw, [text for _, text in parts]):
            reading.not_used.append(name)
        config: dict = {}
        for kind, text in parts:
            config = add_part(reading, name, *filled_in(kind, text), config)
    reading.not_used += misnamed()
    reading.not_used += [file for file, place in of_other_systems().items() if place == "user-data"]
    reading.scripts += programs.on_board(calls_in(reading))
    return reading


def calls_in(reading: Reading) -> list[str]:
    """All texts that may run a program."""
    configs = [merged() or {}, *reading.configs]
    files = [programs.content_of(file) for config in configs for file in wishes.files_in(config)]
    return [*reading.scripts, *map(wishes.commands_in, configs), *files]


def are_there() -> bool:
    return given("user-data").strip() != b""


def given(name: str) -> bytes:
    """One of FILES as it is, or as cloud-init has kept it: they may be gone since the first boot began, and it goes by
    what they said. first-boot has written so where cloud-init looks."""
    goes_by_kept = content(INSTANCE / "manual-clean").strip() == b"hypriotos"
    return content(INSTANCE / FILES[name] if goes_by_kept else BOOT / name)


def taken() -> bool:
    """Whether cloud-init took the files of the boot partition, if there are any, whatever it made of them."""
    none = not any((BOOT / name).exists() for name in SEED)
    return none or not content(INSTANCE / "datasource").startswith(b"DataSourceNone")


def add_part(reading: Reading, file: str, kind: str, text: str, config: dict) -> dict:
    """Returns the configuration so far, which a JSON patch changes."""
    if kind in ("text/cloud-config", "text/cloud-config-jsonp"):
        try:
            part = patched(text, config) if kind.endswith("jsonp") else mapping(text)
        except Exception:  # Of YAML, JSON or the patch: cloud-init leaves the part out.
            reading.note_unread(file, text)
            return config
        reading.configs.append(part)
        if kind == "text/cloud-config":
            reading.repeated |= yaml_traps.repeated(text)
            reading.misread.setdefault(file, set()).update(yaml_traps.misread(text))
        return {**config, **part}
    if kind.startswith(SCRIPTS):
        reading.scripts.append(text)
    elif any(kind in script for script in reading.scripts):
        reading.foreign.append(text)
    else:
        reading.note_unread(file, text)
    return config


def parts_in(file: Path) -> list[tuple[str, str]]:
    """Kind and content of each part."""
    leaves = (
        part for part in email.message_from_bytes(content(file)).walk() if part.get_content_maintype() != "multipart"
    )
    parts = ((leaf.get_content_type(), decoded(leaf.get_payload(decode=True) or b"")) for leaf in leaves)
    return [(kind, text) for kind, text in parts if text.strip()]


def filled_in(kind: str, text: str) -> tuple[str, str]:
    if kind != "text/jinja2":
        return kind, text
    try:
        result = jinja_template.render_jinja_payload_from_file(text, "user-data", INSTANCE_DATA)
    except Exception:  # Of cloud-init or of Jinja: it is a template that nothing can be made of.
        result = None
    return (type_from_starts_with(result) or "text/plain", result) if result else (kind, text)


def mapping(text: str) -> dict:
    found = yaml.safe_load(text)
    if not isinstance(found, (dict, type(None))):
        raise ValueError("it is not a mapping")
    # It refuses what contains itself.
    json.dumps(found, default=str, skipkeys=True)
    return found or {}


def patched(text: str, config: dict) -> dict:
    patch = jsonpatch.JsonPatch.from_string(util.strip_prefix_suffix(text.lstrip(), prefix=JSON_PATCH))
    result = patch.apply(config, in_place=False)
    if not isinstance(result, dict):
        raise ValueError("it does not leave a mapping")
    return result


def text_of(name: str) -> str:
    return decoded(content(BOOT / name))


def decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return NO_TEXT
