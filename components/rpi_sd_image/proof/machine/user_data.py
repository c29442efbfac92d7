"""cloud-init's user-data: the values that they set, and the key that boot adds to them."""

import copy
import re

import yaml

from expectations.data import is_list, is_object

HEADER = "#cloud-config"
# In user-data, this name stands for the account in the configuration of the image.
DEFAULT_USER = "default"

Fields = dict[object, object]


class UserDataInvalid(Exception):
    """The text is not a valid cloud-config. The message is for people."""


def as_plain(text: str) -> str:
    """Returns the cloud-config in user-data that are a template, have upper case in their header, or start with blank
    lines or a byte order mark. Raises UserDataInvalid."""
    lines = text.lstrip("\ufeff \t\r\n").splitlines()
    if lines and re.match(r"## *template:", lines[0]):
        lines = lines[1:]
    if not lines or lines[0].strip().lower() != HEADER:
        raise UserDataInvalid("they are not a cloud-config")
    return "\n".join([HEADER, *lines[1:]])


class UserData:
    """A cloud-config. Fields that do not have the form that cloud-init expects are ignored."""

    def __init__(self, data: Fields) -> None:
        self._data = data

    @classmethod
    def parse(cls, text: str) -> "UserData":
        if text.split("\n", 1)[0].strip() != HEADER:
            raise UserDataInvalid(f"their first line is not {HEADER}")
        try:
            data: object = yaml.safe_load(text) or {}
        except yaml.YAMLError as error:
            raise UserDataInvalid(f"they are not valid YAML: {' '.join(str(error).split())}") from error
        if not is_object(data):
            raise UserDataInvalid("the top level of the YAML is not an object")
        if data.get("users") == []:
            raise UserDataInvalid("their list of users is empty")
        return cls(data)

    def with_key(self, key: str) -> str:
        """Returns the text of the cloud-config with a public key for the first user. Comments are lost."""
        data = copy.deepcopy(self._data)
        user = first_user(data)
        if user is not None:
            # The entry may have been only a name.
            data["users"] = [user, *names_or_list(data["users"])[1:]]
        holder = data if user is None else user
        holder["ssh_authorized_keys"] = [*keys_of(holder), key]
        return f"{HEADER}\n{yaml.safe_dump(data, sort_keys=False, allow_unicode=True)}"

    def values(self) -> dict[str, str]:
        """Returns the values of words that the user-data set."""
        user = first_user(self._data) or default_user(self._data)
        hostname = self._data.get("hostname") or self._data.get("fqdn")
        if self._data.get("preserve_hostname"):
            hostname = None
        name = user.get("name")
        said = {
            "hostname": str(hostname).split(".")[0] if hostname else None,
            "username": name,
            "groupname": user.get("primary_group") or name,
            "timezone": self._data.get("timezone"),
        }
        return {name: str(value) for name, value in said.items() if value} | keyboard_of(self._data)

    def sudo(self) -> str | None:
        """Returns how the first user becomes root, as in root_fs.sudo, or None if that is the configured account."""
        user = first_user(self._data)
        if user is None:
            return None
        rules = user.get("sudo")
        if "NOPASSWD" in str(rules):
            return "without_password"
        return "with_password" if rules or "sudo" in names_or_list(user.get("groups")) else "none"

    def password(self, configured: str | None) -> str | None:
        """Returns the password of the first user, or None if it is locked or given as a hash."""
        user = first_user(self._data)
        if user is not None:
            return text_of(user, "plain_text_passwd")
        # If user-data name other users and no password, the configured one is removed.
        others = len(names_or_list(self._data.get("users"))) > 1
        return text_of(self._data, "password") or (None if others else configured)


def first_user(data: Fields) -> Fields | None:
    """Returns the first of `users`, or None if that is the configured account."""
    users = names_or_list(data.get("users"))
    first = users[0] if users else None
    if isinstance(first, str) and first != DEFAULT_USER:
        return {"name": first}
    return first if is_object(first) and first.get("name") else None


def default_user(data: Fields) -> Fields:
    """Returns the fields of the configured account, which may get another name."""
    user = data.get("user")
    if isinstance(user, str):
        return {"name": user}
    return user if is_object(user) else {}


def keyboard_of(data: Fields) -> dict[str, str]:
    """Returns the values that a layout sets. It has no variant unless one is named with it."""
    keyboard = data.get("keyboard")
    layout = text_of(keyboard, "layout") if is_object(keyboard) else None
    if not is_object(keyboard) or layout is None:
        return {}
    variant = text_of(keyboard, "variant") or ""
    return {"keyboard": f"{layout}({variant})", "keyboard_layout": layout, "keyboard_variant": variant}


def names_or_list(given: object) -> list[object]:
    if isinstance(given, str):
        return [name.strip() for name in given.split(",")]
    return given if is_list(given) else []


def keys_of(holder: Fields) -> list[object]:
    """Returns the SSH keys, which are a text or a list in user-data."""
    keys = holder.get("ssh_authorized_keys")
    if isinstance(keys, str) and keys:
        return [keys]
    return keys if is_list(keys) else []


def text_of(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return str(value) if value else None
