"""/etc/passwd, /etc/group and /etc/shadow of a system."""

from dataclasses import dataclass

from systems.system import System


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int
    home: str
    shell: str
    # The field of /etc/shadow: a hash, a text that starts with ! or * (locked), or empty.
    password: str

    @property
    def has_password(self) -> bool:
        return not self.password.startswith(("!", "*"))


@dataclass(frozen=True)
class Group:
    name: str
    gid: int
    members: list[str]


def accounts(system: System) -> dict[str, Account]:
    """Returns the accounts by name. Without a line in /etc/shadow, the password field is that of /etc/passwd."""
    hashes = {fields[0]: fields[1] for fields in _table(system, "/etc/shadow", 2)}
    return {
        name: Account(name, int(uid), int(gid), home, shell, hashes.get(name, password))
        for name, password, uid, gid, _, home, shell in (fields[:7] for fields in _table(system, "/etc/passwd", 7))
    }


def groups(system: System) -> dict[str, Group]:
    """Returns the groups by name."""
    return {
        name: Group(name, int(gid), [member for member in members.split(",") if member])
        for name, _, gid, members in (fields[:4] for fields in _table(system, "/etc/group", 4))
    }


def name_of_user(system: System, uid: int) -> str:
    """Returns the user's name, or "number UID" if it has none."""
    return next((account.name for account in accounts(system).values() if account.uid == uid), f"number {uid}")


def name_of_group(system: System, gid: int) -> str:
    return next((group.name for group in groups(system).values() if group.gid == gid), f"number {gid}")


def _table(system: System, path: str, columns: int) -> list[list[str]]:
    lines = (line.split(":") for line in system.text(path).splitlines())
    return [fields for fields in lines if len(fields) >= columns]
