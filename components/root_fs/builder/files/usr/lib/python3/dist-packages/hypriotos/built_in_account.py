"""The account that the image was built with: who it is, and what is done to it."""

from __future__ import annotations

import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hypriotos.decision import Fate, Verdict

# NAME:HASH, from the build.
NOTE = Path("/usr/lib/hypriotos/built-in-account")
SHADOW = Path("/etc/shadow")
SUDO_RULE = Path("/etc/sudoers.d/hypriotos")
# A password that nobody has. It differs from a lock of the user's own, which nobody but the user takes away.
LOCKED_BY_US = "!hypriotos"
FIRST_PERSON, LAST_PERSON = 1000, 59999


@dataclass(frozen=True)
class BuiltInAccount:
    name: str
    known_hash: str

    @classmethod
    def find(cls) -> "BuiltInAccount | None":
        """None where it is gone, or this system was built without one."""
        if not NOTE.exists():
            return None
        name, _, known_hash = NOTE.read_text().strip().partition(":")
        return cls(name, known_hash) if name in names() else None

    def suffer(self, verdict: Verdict, removable: bool) -> None:
        """removable: nobody can have worked with it yet."""
        if verdict.fate is Fate.STAYS:
            self.unlock()
        elif verdict.fate is Fate.LOCKED or not removable or not self.remove():
            self.lock()

    def remove(self) -> bool:
        SUDO_RULE.unlink(missing_ok=True)
        return subprocess.run(["userdel", "--remove", self.name], check=False, stderr=subprocess.DEVNULL).returncode == 0

    def lock(self) -> None:
        if password_fields().get(self.name) == self.known_hash:
            self.set_hash(LOCKED_BY_US)

    def unlock(self) -> None:
        if password_fields().get(self.name) == LOCKED_BY_US:
            self.set_hash(self.known_hash)

    def take_password(self, user: dict) -> None:
        """cloud-init leaves `passwd` of an account that is there already out."""
        if user.get("passwd") and not user.get("lock_passwd", True) and password_fields().get(self.name) == self.known_hash:
            self.set_hash(user["passwd"])

    def set_hash(self, value: str) -> None:
        subprocess.run(["chpasswd", "--encrypted"], input=f"{self.name}:{value}\n", text=True, check=True)


def names() -> set[str]:
    return {entry.pw_name for entry in pwd.getpwall()}


def logins_besides(account: str) -> frozenset[str]:
    """Other people's accounts that have a password or a key."""
    fields = password_fields()
    return frozenset(
        entry.pw_name for entry in pwd.getpwall()
        if FIRST_PERSON <= entry.pw_uid <= LAST_PERSON and entry.pw_name != account
        and not entry.pw_shell.endswith(("/nologin", "/false"))
        and (not fields.get(entry.pw_name, "!").startswith(("!", "*")) or has_key(Path(entry.pw_dir)))
    )


def has_key(home: Path) -> bool:
    keys = home / ".ssh/authorized_keys"
    return keys.is_file() and keys.stat().st_size > 0


def password_fields() -> dict[str, str]:
    return dict(line.split(":", 2)[:2] for line in SHADOW.read_text().splitlines() if line.count(":") > 1)
