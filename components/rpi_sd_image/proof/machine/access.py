"""How boot gets into a system: by its key, which the user-data on the card bring to the first user."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from machine.card import Card
from machine.failure import BootFailure
from machine.key import Key
from machine.user_data import UserData, UserDataInvalid, as_plain

# Brings the key where the user-data can take none: to every account of a person, when cloud-init comes to scripts.
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


class Way(Enum):
    """What brings the key."""

    USER_DATA = auto()
    # Late in the first boot.
    SCRIPT = auto()
    # Us, who log in there with the password.
    CONSOLE = auto()


@dataclass(frozen=True)
class Access:
    way: Way
    # What the words of expectations stand for: what is configured, unless the user-data say otherwise.
    values: Mapping[str, object]
    # The user's; None where nobody knows it.
    password: str | None

    @property
    def user(self) -> str:
        return str(self.values["username"])


def prepare(card: Card, key: Key, values: Mapping[str, object], password: str, own: bool) -> Access:
    """Puts the key on the card. values and password: the configured ones; own: the user-data are the image's own."""
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
            print(f"The user-data can take no key, {invalid}: the key is brought over the console.", flush=True)
            return Access(Way.CONSOLE, values, password)
        print(f"The user-data can take no key, {invalid}: a script in vendor-data brings it.", flush=True)
    if way is Way.SCRIPT:
        card.write("vendor-data", KEY_SCRIPT.replace("{key}", key.public).encode())
    else:
        card.write("user-data", user_data.with_key(key.public).encode())
    return Access(way, {**values, **user_data.values()}, password if own else user_data.password(password))
