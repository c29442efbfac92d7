"""Who can log in."""

from __future__ import annotations

import os
import pwd
import re
from pathlib import Path

from hypriotos import ssh_server
from hypriotos.keys import files_with_keys, has_key, has_taken_file, has_usable_key
from hypriotos.known_password import LOCKED_BY_US
from hypriotos.shadow import expired, mistaken_for_hash, opens, password_fields
from hypriotos.vocabulary import lets_nobody_in

FIRST_PERSON = 1000
# Of an account whose password is not in /etc/shadow, as those of systemd-homed.
ELSEWHERE = "!elsewhere"
# Where accounts are looked up.
SOURCES = Path("/etc/nsswitch.conf")
OF_ACCOUNTS = re.compile(r"^\s*passwd:(.*)$", re.MULTILINE)
# Those of the board itself.
ON_BOARD = frozenset({"altfiles", "compat", "extrausers", "files", "mymachines", "systemd"})
SSHD = (Path("/etc/ssh/sshd_config"), *Path("/etc/ssh/sshd_config.d").glob("*.conf"))
# sshd then finds keys elsewhere than in ~/.ssh.
KEYS_ELSEWHERE = re.compile(
    r"""
    ^\s*
    (
        AuthorizedKeysFile\b (?! ([ \t="]+ ((%h/)?\.ssh/authorized_keys2? | none)\b )+ ["\s]* ($|\#) )
      | (AuthorizedKeysCommand | AuthorizedPrincipals\w+ | TrustedUserCAKeys)\b (?! [ \t="]+none\b )
    )
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)


def logins_besides(account: str) -> frozenset[str]:
    """Other accounts, of whatever id, that somebody can log in with, or was to: also those that lost the known
    password."""
    fields = password_fields()
    return frozenset(
        entry.pw_name
        for entry in people()
        if entry.pw_name != account and (field_of(entry, fields) == LOCKED_BY_US or was_to_log_in(entry, fields))
    )


def logins() -> frozenset[str]:
    """Accounts that somebody can log in with."""
    fields = password_fields()
    return frozenset(entry.pw_name for entry in people() if can_log_in(entry, fields))


def may_be_of_a_domain() -> bool:
    """Whether people may have accounts on a server, which nobody can list."""
    lines = OF_ACCOUNTS.findall(SOURCES.read_text(errors="replace")) if SOURCES.is_file() else []
    words = {word for line in lines for word in re.sub(r"#.*|\[[^]]*\]", " ", line).split()}
    return not words <= ON_BOARD


def without_password() -> frozenset[str]:
    """People that the console lets in without asking."""
    fields = password_fields()
    return frozenset(entry.pw_name for entry in people() if field_of(entry, fields) == "")


def with_text_for_hash() -> frozenset[str]:
    """People whose password cannot be right, because it is no hash."""
    fields = password_fields()
    return frozenset(entry.pw_name for entry in people() if mistaken_for_hash(field_of(entry, fields)))


def shut_out() -> list[str]:
    """Why accounts that have a password or a key let nobody in."""
    fields, over = password_fields(), expired()
    with_login = (entry for entry in pwd.getpwall() if opens(field_of(entry, fields)) or has_key(Path(entry.pw_dir)))
    return [obstacle for entry in with_login if (obstacle := obstacle_of(entry, over) or obstacle_of_keys(entry))]


def obstacle_of_keys(entry: pwd.struct_passwd) -> str | None:
    name = entry.pw_name
    if not (files := files_with_keys(Path(entry.pw_dir))):
        return None
    if not ssh_server.runs():
        return f"the SSH server, which would take the key of {name}, does not run"
    if not has_taken_file(entry):
        return (
            f"the SSH server does not take {files[0]}, which has to belong to {name}; only {name} may write to it and"
            " to its folders"
        )
    if not has_usable_key(entry):
        return f"each SSH key of {name} runs a command of its own (command=), and no shell"
    return None if ssh_server.lets_in(entry) else f"the settings of the SSH server keep {name} out"


def obstacle_of(entry: pwd.struct_passwd, over: frozenset[str]) -> str | None:
    shell = shell_of(entry)
    if not has_shell(entry):
        return f"the shell of {entry.pw_name}, {shell}, {'lets nobody in' if os.path.exists(shell) else 'is not there'}"
    return f"the account {entry.pw_name} has expired" if entry.pw_name in over else None


def can_log_in(entry: pwd.struct_passwd, fields: dict[str, str]) -> bool:
    """With a password, or without one on the console, or with a key."""
    field = field_of(entry, fields)
    by_key = has_usable_key(entry) and ssh_server.takes_keys_of(entry)
    return opens(field) or field == ELSEWHERE or by_key or (keys_are_elsewhere() and ssh_server.runs())


def was_to_log_in(entry: pwd.struct_passwd, fields: dict[str, str]) -> bool:
    """Whether somebody wanted it, even with a key that the SSH server does not take."""
    field = field_of(entry, fields)
    return opens(field) or field == ELSEWHERE or has_key(Path(entry.pw_dir)) or keys_are_elsewhere()


def keys_are_elsewhere() -> bool:
    """They may be anybody's."""
    return any(KEYS_ELSEWHERE.search(file.read_text(errors="replace")) for file in SSHD if file.is_file())


def field_of(entry: pwd.struct_passwd, fields: dict[str, str]) -> str:
    return entry.pw_passwd if entry.pw_passwd != "x" else fields.get(entry.pw_name, ELSEWHERE)


def people() -> list[pwd.struct_passwd]:
    """Those with a shell that can be run, and whose time is not over."""
    over = expired()
    return [entry for entry in pwd.getpwall() if has_shell(entry) and entry.pw_name not in over]


def has_shell(entry: pwd.struct_passwd) -> bool:
    shell = shell_of(entry)
    return os.access(shell, os.X_OK) and not lets_nobody_in(shell)


def shell_of(entry: pwd.struct_passwd) -> str:
    return entry.pw_shell or "/bin/sh"


def is_person(entry: pwd.struct_passwd) -> bool:
    return entry.pw_uid >= FIRST_PERSON


def names() -> set[str]:
    return {entry.pw_name for entry in pwd.getpwall()}
