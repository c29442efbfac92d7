"""Gives boot access to a system. User-data on the card authorize boot's key for the first user."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from expectations.values import choice
from machine.card import Card
from machine.failure import BootFailure
from machine.key import Key
from machine.user_data import UserData, UserDataInvalid, as_plain

# Authorizes the key for every regular account, if it cannot be added to the user-data. cloud-init runs it with the
# other scripts.
KEY_SCRIPT = """\
#!/bin/sh
getent passwd | while IFS=: read -r name _ id group _ home _; do
    [ "$id" -ge 1000 ] && [ "$id" -lt 60000 ] && [ -d "$home" ] || continue
    install -d -m 700 -o "$id" -g "$group" "$home/.ssh"
    echo '{key}' >>"$home/.ssh/authorized_keys"
    chown "$id:$group" "$home/.ssh/authorized_keys"
    chmod 600 "$home/.ssh/authorized_keys"
done
"""


NEEDS_PASSWORD = (
    "Boot would log in on the console, but knows only the hash of the password. "
    "Set root_fs.password to the password of this hash."
)


class Way(Enum):
    """How the key gets into the system."""

    USER_DATA = auto()
    # A script that runs late in the first boot.
    SCRIPT = auto()
    # Boot logs in on the console with the password and adds the key.
    CONSOLE = auto()


@dataclass(frozen=True)
class Access:
    way: Way
    # The values of the words in expectations. User-data override the configuration.
    values: Mapping[str, object]
    # The user's password, or None if it is unknown.
    password: str | None

    @property
    def user(self) -> str:
        return str(self.values["username"])

    @property
    def sudo(self) -> str:
        """How the user becomes root, as in root_fs.sudo."""
        return str(self.values.get("sudo") or "without_password")


def prepare(card: Card, key: Key, values: Mapping[str, object], password: str | None, own: bool) -> Access:
    """Puts the key on the card.

    values, password: the configured ones; the password may be unknown
    own: whether the user-data on the card are those of the image
    """
    if not card.has("user-data"):
        raise BootFailure("the boot partition has no user-data. Check what builds the image.")
    text = card.read("user-data").decode("utf-8", "replace")
    way = Way.USER_DATA
    try:
        user_data = UserData.parse(text)
    except UserDataInvalid as invalid:
        try:
            user_data, way = UserData.parse(as_plain(text)), Way.SCRIPT
        except UserDataInvalid:
            if password is None:
                raise BootFailure(f"the key cannot be added to the user-data: {invalid}. {NEEDS_PASSWORD}") from invalid
            print(f"The key cannot be added to the user-data: {invalid}. The console is used instead.", flush=True)
            return Access(Way.CONSOLE, values, password)
        print(f"The key cannot be added to the user-data: {invalid}. A script in vendor-data adds it.", flush=True)
    if way is Way.SCRIPT:
        card.write("vendor-data", KEY_SCRIPT.replace("{key}", key.public).encode())
    else:
        card.write("user-data", user_data.with_key(key.public).encode())
    sudo = user_data.sudo()
    said = {**user_data.values(), **(choice("sudo", sudo) if sudo else {})}
    return Access(way, {**values, **said}, password if own else user_data.password(password))
