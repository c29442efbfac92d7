"""The password that the image was built with, which others may know. Whoever's it is, it opens no account but the built-in
one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hypriotos.notice import announce, is_about_these_files
from hypriotos.shadow import is_password, password_fields, set_field

# In place of the hash: only the hash was configured, so that nobody but its owner knows the password.
NONE_KNOWN = "*"
# A password that nobody has. It differs from a lock of the user's own, which nobody but the user takes away, and unlocking
# the account, as cloud-init does, leaves it as it is.
LOCKED_BY_US = "*hypriotos"
# The same, of an account that the files on the boot partition had named before they were changed.
LOCKED_BEFORE = "*hypriotos-before"
# Until the system goes off. first-boot copies the passwords as they are when it starts.
RUN = Path("/run/hypriotos")
TEXT = RUN / "known-password"
AT_THE_START = RUN / "shadow"
# first-boot knows this note, too.
NOTE = "known-password"
TAKEN = (
    "The password of {names} is locked: it was the one that the image was built with, which others may know. To log in"
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

    def is_it(self, value: object) -> bool:
        """Whether it is written so in the user's data, as a hash or as a text."""
        return value == self.hash or is_password(str(value), self.hash)

    def look_for(self, texts: Iterable[str]) -> None:
        """Finds out whether it is written in the user's data: as a text it gets another hash wherever it is set."""
        text = next((text for text in texts if is_password(text, self.hash)), None)
        if text is not None:
            RUN.mkdir(parents=True, exist_ok=True)
            TEXT.touch(mode=0o600)
            TEXT.write_text(text)

    def set_right(self) -> None:
        """It is the same with any hash, and never takes the place of a password that somebody had set."""
        text = TEXT.read_text() if TEXT.exists() else None
        before = password_fields(AT_THE_START) if AT_THE_START.exists() else {}

        def is_known(field: str) -> bool:
            return field in self.fields or (text is not None and is_password(text, field))

        for name, field in password_fields().items():
            if field != LOCKED_BY_US and is_known(field):
                own = before.get(name, "")
                right = own if "$" in own and not is_known(own) else self.hash
                if field != right:
                    set_field(name, right)

    def take_passwords(self, users: dict[str, dict]) -> None:
        """cloud-init leaves `passwd` of an account that is there already out."""
        fields = password_fields()
        for name, user in users.items():
            wanted = user.get("passwd")
            if wanted and not user.get("lock_passwd", True) and fields.get(name) in {*self.fields, LOCKED_BEFORE}:
                set_field(name, wanted)

    def leave_alone(self, named: Iterable[str]) -> None:
        """Of those that other files on the boot partition gave it to, and that these do not name."""
        if is_about_these_files(NOTE):
            return
        for name, field in password_fields().items():
            if field == LOCKED_BY_US and name not in named:
                set_field(name, LOCKED_BEFORE)

    def take_from_others(self, owner: str) -> frozenset[str]:
        """Locks the accounts that got it, now or before, and no other since. Returns those where that failed."""
        heirs = {name for name, field in password_fields().items() if field in self.fields} - {owner}
        for name in heirs:
            if password_fields()[name] != LOCKED_BY_US:
                set_field(name, LOCKED_BY_US)
        announce(NOTE, TAKEN.format(names=", ".join(sorted(heirs))) if heirs else None)
        fields = password_fields()
        return frozenset(name for name in heirs if fields[name] == self.hash)
