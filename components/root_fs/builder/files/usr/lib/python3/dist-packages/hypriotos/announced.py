"""The parts that a file of user-data announces. They are compared with those that cloud-init got out of it."""

from __future__ import annotations

import email
import gzip
import re
from collections import Counter
from email.message import Message

import yaml
from cloudinit.handlers import type_from_starts_with
from cloudinit.user_data import DECOMP_TYPES

# cloud-init looks at the content where it is told these, or nothing.
VAGUE = ("text/plain", "text/x-not-multipart", "text/x-shellscript")
# The content of an address: nobody knows it before it is fetched.
FETCHED = None
GZIP = b"\x1f\x8b"
# cloud-init keeps parts of 8 bits without naming their encoding, so that letters beyond ASCII are lost in them.
OTHER_LETTERS = re.compile(r"[^\x00-\x7f]+")
# Before and after the parts of a message may stand a sentence for people. This is something that was to be a part.
MEANT_AS_PART = re.compile(r"^(--|#|[\w-]+:)", re.MULTILINE)


def all_found(raw: bytes, found: list[str]) -> bool:
    """Whether cloud-init found exactly the parts that the file announces."""
    try:
        parts = [part for part in announced(raw) if part is FETCHED or part.strip()]
    except Exception:  # Of email, gzip, an encoding or YAML: the file is malformed.
        return False
    known = Counter(bare(part) for part in parts if part is not FETCHED)
    return len(parts) == len(found) and known <= Counter(map(bare, found))


def announced(raw: bytes) -> list[str | None]:
    """ValueError and others where the file is malformed."""
    text = (gzip.decompress(raw) if raw.startswith(GZIP) else raw).decode()
    if "mime-version:" not in text[:4096].lower():
        return opened(type_from_starts_with(text), text)
    message = email.message_from_string(text)
    if not message.keys():  # A script that writes a mail, for example.
        return opened(type_from_starts_with(text), text)
    return [part for piece in message.walk() for part in opened_piece(piece)]


def opened_piece(piece: Message) -> list[str | None]:
    kind = piece.get_content_type()
    payload = None if piece.get_content_maintype() == "multipart" else piece.get_payload(decode=True)
    if piece.defects:
        raise ValueError(piece.defects[0])
    if any(MEANT_AS_PART.search(outside or "") for outside in (piece.preamble, piece.epilogue)):
        raise ValueError("something stands outside the parts")
    if payload is None:
        return []
    if kind in DECOMP_TYPES:
        text = gzip.decompress(payload).decode()
        return opened(type_from_starts_with(text), text)
    text = payload.decode()
    return opened((type_from_starts_with(text) if kind in VAGUE else None) or kind, text)


def opened(kind: str | None, text: str) -> list[str | None]:
    if kind in ("text/x-include-url", "text/x-include-once-url"):
        return [FETCHED for line in text.splitlines() if address_in(line)]
    if kind == "text/cloud-config-archive":
        return [content_of(entry) for entry in yaml.safe_load(text)]
    return [text]


def address_in(line: str) -> bool:
    words = line.split()
    if words and words[0].lower().startswith("#include"):
        words = words[1:]
    return bool(words) and not words[0].startswith("#")


def content_of(entry: object) -> str:
    content = entry.get("content") if isinstance(entry, dict) else entry
    if not isinstance(content, str):
        raise ValueError("an entry of the archive is not one")
    return content


def bare(text: str) -> str:
    """Without what packing changes."""
    return "\n".join(OTHER_LETTERS.sub("?", text).strip().splitlines())
