"""/etc/shadow: the passwords that accounts have."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

SHADOW = Path("/etc/shadow")


def password_fields(file: Path = SHADOW) -> dict[str, str]:
    """The second field of each line, by name."""
    return dict(line.split(":", 2)[:2] for line in file.read_text().splitlines() if line.count(":") > 1)


def set_field(name: str, value: str) -> None:
    """What cannot be set is said, and does not keep anything else from being done: whoever calls looks at what is there."""
    done = subprocess.run(
        ["chpasswd", "--encrypted"], input=f"{name}:{value}\n", text=True, check=False, capture_output=True
    )
    if done.returncode != 0:
        print(f"The password of {name} could not be changed: {' '.join(done.stderr.split())}")


def is_password(text: str, field: str) -> bool:
    """Whether a field is the hash of a text, with whatever salt. Python has no crypt(3) any more."""
    if not field.startswith("$") or "\0" in text:
        return False
    crypt = ctypes.CDLL("libcrypt.so.1").crypt
    crypt.restype = ctypes.c_char_p
    return crypt(text.encode(), field.encode()) == field.encode()
