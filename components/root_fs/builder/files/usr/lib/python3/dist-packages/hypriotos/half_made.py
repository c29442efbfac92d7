"""Accounts that cloud-init was making when the power went. It takes an account that is there for a whole one."""

from __future__ import annotations

import filecmp
import grp
import pwd
import shutil
import subprocess
from pathlib import Path

from hypriotos.built_in_account import BuiltInAccount
from hypriotos.first_boot import CUT_OFF
from hypriotos.logins import is_person
from hypriotos.shadow import given, password_fields

SKEL = Path("/etc/skel")


def clear_away(users: dict[str, dict]) -> None:
    """users: those that cloud-init is about to make."""
    if not CUT_OFF.exists():
        return
    # Those were whole when the users' data were checked, and the built-in one when the image was.
    account = BuiltInAccount.noted()
    whole = {*given(), *((account.name,) if account else ())}
    for entry in pwd.getpwall():
        user = users.get(entry.pw_name)
        if user is None or entry.pw_name in whole or not is_person(entry):
            continue
        if lacks_entries(entry) or lacks_home(entry, user):
            subprocess.run(["userdel", "--force", entry.pw_name], check=False, stderr=subprocess.DEVNULL)
            if not user.get("homedir") and holds_nothing(Path(entry.pw_dir)):
                shutil.rmtree(entry.pw_dir, ignore_errors=True)


def lacks_entries(entry: pwd.struct_passwd) -> bool:
    groups = {group.gr_gid for group in grp.getgrall()}
    return entry.pw_name not in password_fields() or entry.pw_gid not in groups


def lacks_home(entry: pwd.struct_passwd, user: dict) -> bool:
    """Whether useradd did not come to the end of it, the last that it makes."""
    home = Path(entry.pw_dir)
    if user.get("no_create_home") or user.get("system"):
        return False
    if not home.exists():
        return True
    return holds_nothing(home) and (home.stat().st_uid != entry.pw_uid or files_in(home) != files_in(SKEL))


def holds_nothing(home: Path) -> bool:
    """Nothing but what useradd copied."""
    return home.is_dir() and all(
        name in files_in(SKEL) and filecmp.cmp(home / name, SKEL / name, shallow=False) for name in files_in(home)
    )


def files_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}
