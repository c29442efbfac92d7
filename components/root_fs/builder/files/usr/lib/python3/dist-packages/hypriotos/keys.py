"""SSH keys that accounts have."""

from __future__ import annotations

import base64
import re
from pathlib import Path

# cloud-init gives root the keys of others with it.
REFUSES_LOGIN = "echo 'Please login as the user"
# Kind and content of a key; options may come before them.
KEY = re.compile(r"(?:^|\s)((?:webauthn-)?(?:sk-)?(?:ssh|ecdsa)-\S+)\s+(\S+)")


def has_key(home: Path) -> bool:
    return any(opens(line) for file in (home / ".ssh").glob("authorized_keys*") if file.is_file()
               for line in file.read_text(errors="replace").splitlines())


def opens(line: str) -> bool:
    if line.lstrip().startswith("#") or REFUSES_LOGIN in line:
        return False
    return any(is_key(kind, content) for kind, content in KEY.findall(line))


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
