"""SSH keys that accounts have."""

from __future__ import annotations

import base64
import os
import pwd
import re
from pathlib import Path

# cloud-init gives root the keys of others with it.
REFUSES_LOGIN = "echo 'Please login as the user"
# Kind and content of a key; options may come before them.
KEY = re.compile(r"(?:^|\s)((?:webauthn-)?(?:sk-)?(?:ssh|ecdsa)-\S+)\s+(\S+)")
# One of those options: the key runs this, and gives no shell.
COMMAND = re.compile(r"(^|,)\s*command\s*=", re.IGNORECASE)


# Others than the owner may write to it.
WRITABLE = 0o022


def has_key(home: Path) -> bool:
    return len(files_with_keys(home)) > 0


def has_taken_file(entry: pwd.struct_passwd) -> bool:
    return any(is_taken(file, entry) for file in files_with_keys(Path(entry.pw_dir)))


def has_usable_key(entry: pwd.struct_passwd) -> bool:
    return len(taken_keys(entry)) > 0


def taken_keys(entry: pwd.struct_passwd) -> frozenset[str]:
    """The contents of those that the SSH server takes, and gives a shell for."""
    files = (file for file in files_with_keys(Path(entry.pw_dir)) if is_taken(file, entry))
    lines = (line for file in files for line in file.read_text(errors="replace").splitlines())
    return frozenset(content for line in lines if not COMMAND.search(options_of(line)) for _, content in keys_in(line))


def files_with_keys(home: Path) -> list[Path]:
    files = sorted(file for file in (home / ".ssh").glob("authorized_keys*") if file.is_file())
    return [file for file in files if any(map(opens, file.read_text(errors="replace").splitlines()))]


def is_taken(file: Path, entry: pwd.struct_passwd) -> bool:
    """Whether the SSH server reads it: it does so as the account, and trusts nothing that others may write to."""
    way = ((Path(entry.pw_dir), os.X_OK), (file.parent, os.X_OK), (file, os.R_OK))
    return all(is_trusted(path.stat(), entry) and may(entry, path.stat(), what) for path, what in way)


def is_trusted(found: os.stat_result, entry: pwd.struct_passwd) -> bool:
    return found.st_uid in (0, entry.pw_uid) and not found.st_mode & WRITABLE


def may(entry: pwd.struct_passwd, found: os.stat_result, what: int) -> bool:
    if entry.pw_uid == 0:
        return True
    if found.st_uid == entry.pw_uid:
        return bool(found.st_mode >> 6 & what)
    is_of_group = found.st_gid in os.getgrouplist(entry.pw_name, entry.pw_gid)
    return bool(found.st_mode >> (3 if is_of_group else 0) & what)


def opens(line: str) -> bool:
    return len(keys_in(line)) > 0


def options_of(line: str) -> str:
    found = KEY.search(line)
    return line[: found.start()] if found else ""


def keys_in(line: str) -> list[tuple[str, str]]:
    """Kind and content of each that is no comment."""
    if line.lstrip().startswith("#") or REFUSES_LOGIN in line:
        return []
    return [(kind, content) for kind, content in KEY.findall(line) if is_key(kind, content)]


def is_key(kind: str, content: str) -> bool:
    """Whether it is whole (RFC 4253, 6.6): no placeholder, and not cut off."""
    try:
        found = fields(base64.b64decode(content, validate=True))
    except ValueError:
        return False
    return len(found) > 1 and found[0] == kind.encode()


def fields(content: bytes) -> list[bytes]:
    """Each has its length, 4 bytes, before it."""
    found = []
    while content:
        end = 4 + int.from_bytes(content[:4], "big")
        if end > len(content):
            return []
        found.append(content[4:end])
        content = content[end:]
    return found
