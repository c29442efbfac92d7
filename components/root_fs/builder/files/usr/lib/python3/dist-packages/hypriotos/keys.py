"""SSH keys that accounts have."""

from __future__ import annotations

from pathlib import Path

# cloud-init gives root the keys of others with it.
REFUSES_LOGIN = "echo 'Please login as the user"


def has_key(home: Path) -> bool:
    return any(opens(line) for file in (home / ".ssh").glob("authorized_keys*") if file.is_file()
               for line in file.read_text(errors="replace").splitlines())


def opens(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#") and REFUSES_LOGIN not in line
