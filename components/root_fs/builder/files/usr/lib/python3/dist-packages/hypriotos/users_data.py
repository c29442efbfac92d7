"""What cloud-init made of the user's data, told by cloud-init's own code and the files that it leaves."""

from __future__ import annotations

import copy
import email
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import yaml
from cloudinit.distros import ug_util
from cloudinit.handlers import jinja_template, type_from_starts_with

INSTANCE = Path("/var/lib/cloud/instance")
MERGED = Path("/run/cloud-init/combined-cloud-config.json")
INSTANCE_DATA = "/run/cloud-init/instance-data-sensitive.json"
ON_BOOT_PARTITION = Path("/boot/firmware/user-data")
# As it came with the image.
SHIPPED = Path("/usr/lib/hypriotos/user-data")

SCRIPTS = ("text/x-shellscript", "text/cloud-boothook", "text/part-handler")
MAKES_ACCOUNTS = re.compile(r"\b(useradd|adduser|newusers|homectl)\b")
ABOUT_ACCOUNTS = re.compile(r"user|\bname\b|passw|ssh|sudo", re.IGNORECASE)
NO_TEXT = "\0"
# What it holds or leads to cannot be seen in it.
SEALED = re.compile(rf"{NO_TEXT}|mime-version:|^\s*(#include|(https?|ftps?|file)://)", re.IGNORECASE | re.MULTILINE)


def merged() -> dict | None:
    """The configuration that cloud-init works by in this boot; None where it has not got that far."""
    try:
        return json.loads(MERGED.read_text())
    except (OSError, ValueError):
        return None


def users_in(config: dict, distro: object) -> dict[str, dict]:
    """Accounts by name. cloud-init's function changes what it is given."""
    return ug_util.normalize_users_groups(copy.deepcopy(config), distro)[0]


def distro_of(config: dict) -> object:
    """As much of cloud-init's distribution as users_in needs."""
    default_user = config.get("system_info", {}).get("default_user", {})
    return SimpleNamespace(get_default_user=lambda: copy.deepcopy(default_user))


def sets_password_of(account: str, users: dict[str, dict], config: dict) -> bool:
    """Whether `chpasswd`, or `password` for the default user, gives the account one."""
    given = config.get("chpasswd")
    given = given if isinstance(given, dict) else {}
    lines = given.get("list") or []
    lines = lines.splitlines() if isinstance(lines, str) else lines
    names = {str(line).partition(":")[0].strip() for line in lines}
    names |= {user.get("name") for user in given.get("users") or [] if isinstance(user, dict)}
    if not names and config.get("password"):
        names = {name for name, user in users.items() if user.get("default")}
    return account in names


def makes_accounts(config: dict) -> bool:
    """Whether a command, a script or a file that cloud-init writes calls what makes accounts."""
    commands = [config.get(key) for key in ("bootcmd", "runcmd", "write_files")]
    texts = [json.dumps(commands), *(text for kind, text in parts() if kind.startswith(SCRIPTS))]
    return any(MAKES_ACCOUNTS.search(text) for text in texts)


def unread_is_about_accounts() -> bool:
    """Whether something that cloud-init could make nothing of may be about accounts."""
    return any(may_be_about_accounts(text) for text in unread())


def unread() -> Iterator[str]:
    if merged() is None:
        yield raw()
        return
    found = list(parts())
    # Code of the user's may know other kinds.
    own_kinds = any(kind == "text/part-handler" for kind, _ in found)
    for kind, text in found:
        if kind == "text/cloud-config" and not is_mapping(text):
            yield text
        elif not kind.startswith(("text/cloud-config", *SCRIPTS)) and not own_kinds and text.strip():
            yield text


def parts() -> Iterator[tuple[str, str]]:
    """Kind and content of each part of the user's and the vendor's data, templates filled in."""
    for name in ("user-data.txt.i", "vendor-data.txt.i"):
        try:
            message = email.message_from_bytes((INSTANCE / name).read_bytes())
        except OSError:
            continue
        for part in message.walk():
            if part.is_multipart() or part.get_content_maintype() == "multipart":
                continue
            kind, text = part.get_content_type(), decoded(part.get_payload(decode=True) or b"")
            yield filled_in(text) if kind == "text/jinja2" else (kind, text)


def filled_in(template: str) -> tuple[str, str]:
    try:
        text = jinja_template.render_jinja_payload_from_file(template, "user-data", INSTANCE_DATA)
    except Exception:  # Of cloud-init or of Jinja: it is a template that nothing can be made of.
        text = None
    return (type_from_starts_with(text) or "text/plain", text) if text else ("text/jinja2", template)


def raw() -> str:
    for path in (INSTANCE / "user-data.txt", ON_BOOT_PARTITION):
        try:
            if content := path.read_bytes():
                return decoded(content)
        except OSError:
            continue
    return ""


def decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return NO_TEXT


def is_mapping(text: str) -> bool:
    try:
        return isinstance(yaml.safe_load(text) or {}, dict)
    except yaml.YAMLError:
        return False


def may_be_about_accounts(text: str) -> bool:
    """Whether a line says something of accounts that the image's own user-data do not say."""
    if SEALED.search(text):
        return True
    shipped = {line.strip() for line in SHIPPED.read_text().splitlines()} if SHIPPED.exists() else set()
    lines = (line.strip() for line in text.splitlines())
    return any(ABOUT_ACCOUNTS.search(line) for line in lines if line not in shipped and not line.startswith("# "))
