"""The user-data of cloud-init: what a system becomes by it, and the key that boot adds to it."""

import copy
import re

import yaml

from expectations.data import is_list, is_object

HEADER = "#cloud-config"
# By this name user-data means the account that the image is configured with.
DEFAULT_USER = "default"

Fields = dict[object, object]


class UserDataInvalid(Exception):
    """Not a cloud-config that could be read. The message is for people."""


def as_plain(text: str) -> str:
    """What can be read of user-data of another form: a template, capitals, leading lines or a mark that are no part of
    a cloud-config's."""
    lines = text.lstrip("\ufeff \t\r\n").splitlines()
    if lines and re.match(r"## *template:", lines[0]):
        lines = lines[1:]
    if not lines or lines[0].strip().lower() != HEADER:
        raise UserDataInvalid("it is of another form than a cloud-config")
    return "\n".join([HEADER, *lines[1:]])


class UserData:
    """A cloud-config. Fields that do not have the form that cloud-init expects are taken for absent."""

    def __init__(self, data: Fields) -> None:
        self._data = data

    @classmethod
    def parse(cls, text: str) -> "UserData":
        if text.split("\n", 1)[0].strip() != HEADER:
            raise UserDataInvalid(f"its first line is not {HEADER}")
        try:
            data: object = yaml.safe_load(text) or {}
        except yaml.YAMLError as error:
            raise UserDataInvalid(f"it is not YAML: {' '.join(str(error).split())}") from error
        if not is_object(data):
            raise UserDataInvalid("it is a YAML document, but not one of fields and values")
        if data.get("users") == []:
            raise UserDataInvalid("it says that there are no users")
        return cls(data)

    def with_key(self, key: str) -> str:
        """The same with a public key for the first user, as text; comments get lost."""
        data = copy.deepcopy(self._data)
        user = first_user(data)
        if user is not None:
            # It may have been but a name.
            data["users"] = [user, *names_or_list(data["users"])[1:]]
        holder = data if user is None else user
        holder["ssh_authorized_keys"] = [*keys_of(holder), key]
        return f"{HEADER}\n{yaml.safe_dump(data, sort_keys=False, allow_unicode=True)}"

    def values(self) -> dict[str, str]:
        """What expectations call hostname, username and groupname, as far as the user-data say it."""
        user = first_user(self._data) or default_user(self._data)
        hostname = self._data.get("hostname") or self._data.get("fqdn")
        if self._data.get("preserve_hostname"):
            hostname = None
        name = user.get("name")
        said = {
            "hostname": str(hostname).split(".")[0] if hostname else None,
            "username": name,
            "groupname": user.get("primary_group") or name,
        }
        return {name: str(value) for name, value in said.items() if value}

    def password(self, configured: str) -> str | None:
        """The first user's password; None where the user-data give it as a hash or lock it."""
        user = first_user(self._data)
        if user is not None:
            return text_of(user, "plain_text_passwd")
        # The known password goes when others are named and it is not given another one.
        others = len(names_or_list(self._data.get("users"))) > 1
        return text_of(self._data, "password") or (None if others else configured)


def first_user(data: Fields) -> Fields | None:
    """The first of `users`; None where that is the configured account."""
    users = names_or_list(data.get("users"))
    first = users[0] if users else None
    if isinstance(first, str) and first != DEFAULT_USER:
        return {"name": first}
    return first if is_object(first) and first.get("name") else None


def default_user(data: Fields) -> Fields:
    """What is said of the configured account; it may have another name."""
    user = data.get("user")
    if isinstance(user, str):
        return {"name": user}
    return user if is_object(user) else {}


def names_or_list(users: object) -> list[object]:
    if isinstance(users, str):
        return [name.strip() for name in users.split(",")]
    return users if is_list(users) else []


def keys_of(holder: Fields) -> list[object]:
    """One or several, or none."""
    keys = holder.get("ssh_authorized_keys")
    if isinstance(keys, str) and keys:
        return [keys]
    return keys if is_list(keys) else []


def text_of(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return str(value) if value else None
