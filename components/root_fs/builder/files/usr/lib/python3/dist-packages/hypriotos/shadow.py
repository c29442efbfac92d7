"""/etc/shadow: the passwords that accounts have."""

from __future__ import annotations

import ctypes
import hashlib
import json
import re
import subprocess
import time
from pathlib import Path

from hypriotos.first_boot import NOTES
from hypriotos.notice import keep

SHADOW = Path("/etc/shadow")
# Of this start: first-boot copies it before cloud-init sets any password.
AT_THE_START = Path("/run/hypriotos/shadow")
# Digests of the passwords that the user's data gave before anybody could log in, by name.
GIVEN = NOTES / "given-passwords"
# The hashes that crypt(5) describes.
HASH = re.compile(
    r"""
      \$ (y|gy) \$ [./\w]+ \$ [./\w]{,86} \$ [./\w]{43}
    | \$ 7 \$ [./\w]{11,97} \$ [./\w]{43}
    | \$ 2[abxy] \$ \d\d \$ [./\w]{53}
    | \$ 6 \$ (rounds=\d+\$)? [^$]{1,16} \$ [./\w]{86}
    | \$ 5 \$ (rounds=\d+\$)? [^$]{1,16} \$ [./\w]{43}
    | \$ sha1 \$ \d+ \$ [./\w]{1,64} \$ [./\w]{28}
    | \$ md5 (,rounds=\d+)? \$ [./\w]{8} \${1,2} [./\w]{22}
    | \$ 1 \$ [^$]{1,8} \$ [./\w]{22}
    | \$ 3 \$\$ [\da-f]{32}
    | _ [./\w]{19}
    | [./\w]{13}
    """,
    re.ASCII | re.VERBOSE,
)


def password_fields(file: Path = SHADOW) -> dict[str, str]:
    """The second field of each line, by name."""
    return dict(line.split(":", 2)[:2] for line in file.read_text().splitlines() if line.count(":") > 1)


def set_field(name: str, value: str) -> None:
    """What cannot be set is said, and keeps nothing else from being done: whoever calls looks at what is there."""
    done = subprocess.run(
        ["chpasswd", "--encrypted"], input=f"{name}:{value}\n", text=True, check=False, capture_output=True
    )
    if done.returncode != 0:
        print(f"The password of {name} could not be changed: {' '.join(done.stderr.split())}")


def expired() -> frozenset[str]:
    """Accounts whose day of expiry (field 8, in days since 1970) is over."""
    today = time.time() // 86400
    lines = [line.split(":") for line in SHADOW.read_text().splitlines()]
    return frozenset(line[0] for line in lines if len(line) > 7 and line[7].isdigit() and int(line[7]) <= today)


def is_password(text: str, field: str) -> bool:
    """Whether a field is the hash of a text, with whatever salt. Python has no crypt(3) any more."""
    if not is_hash(field) or "\0" in text:
        return False
    crypt = ctypes.CDLL("libcrypt.so.1").crypt
    crypt.restype = ctypes.c_char_p
    return crypt(text.encode(), field.encode()) == field.encode()


def is_hash(field: str) -> bool:
    return HASH.fullmatch(field) is not None


def never_had_one(field: str) -> bool:
    """As useradd leaves it, and `passwd --lock` after that."""
    return field != "" and field.strip("!") == ""


def opens(field: str) -> bool:
    """Whether somebody can log in by it. None at all opens the console."""
    return field == "" or is_hash(field)


def mistaken_for_hash(field: str) -> bool:
    """Whether it was meant to open something: a text, or a hash that is cut off."""
    return not opens(field) and not field.startswith(("!", "*"))


def at_the_start() -> dict[str, str]:
    return password_fields(AT_THE_START) if AT_THE_START.exists() else {}


def forget_at_the_start(name: str) -> None:
    lines = AT_THE_START.read_text().splitlines(keepends=True)
    AT_THE_START.write_text("".join(line for line in lines if not line.startswith(f"{name}:")))


def note_given() -> None:
    before = at_the_start()
    new = {name: digest(field) for name, field in password_fields().items() if before.get(name) != field}
    keep(GIVEN, json.dumps({**given(), **new}))


def given() -> dict[str, str]:
    try:
        return json.loads(GIVEN.read_text())
    except (OSError, ValueError):  # Cut off by a power cut.
        return {}


def digest(field: str) -> str:
    return hashlib.sha256(field.encode()).hexdigest()
