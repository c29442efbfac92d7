"""Whom the SSH server lets in by a key."""

from __future__ import annotations

import functools
import grp
import os
import pwd
import subprocess
from fnmatch import fnmatchcase

# Any of these, whoever has installed it.
UNITS = ("ssh.service", "ssh.socket", "dropbear.service")


def takes_keys_of(entry: pwd.struct_passwd) -> bool:
    return runs() and lets_in(entry)


@functools.cache
def runs() -> bool:
    """Whether it does, or will at the next start."""
    return any(succeeds("systemctl", "--quiet", how, unit) for unit in UNITS for how in ("is-enabled", "is-active"))


def lets_in(entry: pwd.struct_passwd) -> bool:
    """By its settings. It does where they cannot be told, as without sshd."""
    settings = settings_for(entry.pw_name)
    ids = os.getgrouplist(entry.pw_name, entry.pw_gid)
    groups = [group.gr_name for group in grp.getgrall() if group.gr_gid in ids]
    return not (
        settings.get("pubkeyauthentication") == ["no"]
        or (entry.pw_uid == 0 and settings.get("permitrootlogin", [""])[0] in ("no", "forced-commands-only"))
        or is_among([entry.pw_name], settings.get("denyusers", []))
        or is_among(groups, settings.get("denygroups", []))
        or ("allowusers" in settings and not is_among([entry.pw_name], settings["allowusers"]))
        or ("allowgroups" in settings and not is_among(groups, settings["allowgroups"]))
    )


def settings_for(name: str) -> dict[str, list[str]]:
    """Values by name, in small letters. A list of users or groups is one of lines, or of one line with all."""
    sshd = ("/usr/sbin/sshd", "-T", "-C", f"user={name}")
    try:
        lines = subprocess.run(sshd, check=True, capture_output=True, text=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        return {}
    settings: dict[str, list[str]] = {}
    for line in lines:
        key, _, value = line.partition(" ")
        settings.setdefault(key.lower(), []).extend(value.split())
    return settings


def is_among(names: list[str], patterns: list[str]) -> bool:
    """Patterns are as in sshd_config(5). Where somebody comes from is not known."""
    return any(fnmatchcase(name, pattern.partition("@")[0]) for name in names for pattern in patterns)


def succeeds(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False
