"""The passwords that others may know: the one that the image was built with, and HypriotOS's own. Whoever's they are,
they open no account but the built-in one."""

from __future__ import annotations

import pwd
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hypriotos.first_boot import CUT_OFF, NOTES
from hypriotos.keys import has_key
from hypriotos.notice import KNOWN_PASSWORD, announce, is_about_other_files, keep
from hypriotos.shadow import (
    at_the_start,
    digest,
    forget_at_the_start,
    given,
    is_hash,
    is_password,
    mistaken_for_hash,
    never_had_one,
    password_fields,
    set_field,
)

# Of images that were not configured with another one. Everybody knows it, also where the image has another.
DEFAULT = "hypriot"
# In place of the hash: only the hash was configured, so that nobody but its owner knows the password.
NONE_KNOWN = "*"
# A password that nobody has. It differs from a lock of the user's own, which nobody but the user takes away, and
# unlocking the account, as cloud-init does, leaves it as it is.
LOCKED_BY_US = "*hypriotos"
# Somebody has locked it as well, with `passwd --lock` or the like.
LOCKED_TWICE = f"!{LOCKED_BY_US}"
# The same as ours, where nothing is left to be said of it: other files gave the account the password, or it has a key.
LOCKED_BEFORE = "*hypriotos-before"
# The password as a text, where the user's data have it.
TEXT = NOTES / "known-password-text"
TAKEN = (
    "The password of {names} is locked: it was one that others may know, of the image or of HypriotOS. To log in"
    " with a password, set one of your own for the account in the user-data on the boot partition (hashed_passwd, made"
    " with mkpasswd or 'openssl passwd -6'), or write an SSH key there. Then start again."
)


@dataclass(frozen=True)
class KnownPassword:
    hash: str

    @property
    def fields(self) -> frozenset[str]:
        """What an account has in /etc/shadow if its password is the known one, or was until it was locked."""
        return frozenset({LOCKED_BY_US, self.hash} - {NONE_KNOWN})

    @property
    def is_everybodys(self) -> bool:
        """Whether the image was configured with no other."""
        return is_password(DEFAULT, self.hash)

    @property
    def field(self) -> str:
        """What an account gets that was given it."""
        return LOCKED_BY_US if self.hash == NONE_KNOWN else self.hash

    def is_it(self, value: object) -> bool:
        """Whether it is written so in the user's data, as a hash or as a text."""
        return value in (self.hash, DEFAULT) or is_password(str(value), self.hash) or self.opens(str(value))

    def look_for(self, texts: Iterable[str]) -> None:
        """Finds out whether it is written in the user's data: as a text it gets another hash wherever it is set."""
        text = next((text for text in texts if is_password(text, self.hash)), None)
        if text is not None:
            keep(TEXT, text)

    def opens(self, field: str) -> bool:
        """Whether it does, by whatever hash."""
        if field == self.hash or is_password(DEFAULT, field):
            return True
        text = TEXT.read_text() if TEXT.exists() else None
        return text is not None and is_password(text, field) and is_password(text, self.hash)

    def set_right(self) -> None:
        """Gives it one hash, and puts back what accounts had when this start began: the known password never takes the
        place of another or of somebody's lock, nor do the same data, once more after a power cut, that of a password
        which was set by hand meanwhile."""
        before = at_the_start()
        for name, field in password_fields().items():
            own = before.get(name, "")
            is_known = self.opens(field) and field != NONE_KNOWN
            was_changed = is_hash(own.lstrip("!")) and not self.opens(own) and (is_known or CUT_OFF.exists())
            if was_changed or (own == LOCKED_TWICE and (is_known or field == LOCKED_BY_US)):
                right = own
            else:
                right = self.field if is_known else field
            if field != right:
                set_field(name, right)

    def give_back(self, unlocked: Iterable[str]) -> None:
        """unlocked: accounts that the user's data unlock by name. A lock that other data gave them was no decision of
        somebody's who has used the board."""
        before, left = at_the_start(), given()
        for name in unlocked:
            if before.get(name) == f"!{self.hash}" and left.get(name) == digest(before[name]):
                forget_at_the_start(name)

    def take_passwords(self, users: dict[str, dict]) -> None:
        """cloud-init leaves `passwd` of an account that is there already out. By hand nobody has set another one."""
        fields, left = password_fields(), given()
        for name, user in users.items():
            wanted, field = user.get("passwd"), fields.get(name)
            if not wanted or field is None or user.get("lock_passwd", True):
                continue
            wanted = self.field if self.opens(str(wanted)) else wanted
            opens_nothing = field in {*self.fields, LOCKED_BEFORE} or never_had_one(field) or mistaken_for_hash(field)
            if field != wanted and (opens_nothing or left.get(name) == digest(field)):
                set_field(name, wanted)

    def leave_alone(self, named: Iterable[str]) -> None:
        """Of those that other files on the boot partition gave it to, where these do not name them, or give a key."""
        if not is_about_other_files(KNOWN_PASSWORD):
            return
        fields = password_fields()
        for entry in pwd.getpwall():
            is_settled = entry.pw_name not in named or has_key(Path(entry.pw_dir))
            if fields.get(entry.pw_name) == LOCKED_BY_US and is_settled:
                set_field(entry.pw_name, LOCKED_BEFORE)

    def take_from_others(self, owner: str) -> frozenset[str]:
        """Locks the accounts that got it, now or before, and no other since. Returns them."""
        heirs = {name for name, field in password_fields().items() if field in self.fields} - {owner}
        for name in heirs:
            if password_fields()[name] != LOCKED_BY_US:
                set_field(name, LOCKED_BY_US)
        return frozenset(heirs)


def announce_heirs(heirs: frozenset[str]) -> None:
    announce(KNOWN_PASSWORD, TAKEN.format(names=", ".join(sorted(heirs))) if heirs else None)
