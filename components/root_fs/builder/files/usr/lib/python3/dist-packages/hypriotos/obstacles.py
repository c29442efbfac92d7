"""What keeps accounts from logging in and is corrected in the user's data: cloud-init leaves those that exist alone."""

from __future__ import annotations

import os
import pwd
import subprocess

from hypriotos.shadow import expired

# Of useradd, where the data name none.
SHELL = "/bin/sh"


def remove(users: dict[str, dict]) -> None:
    over = expired()
    for entry in pwd.getpwall():
        wished = users.get(entry.pw_name)
        if wished is None:
            continue
        shell = str(wished.get("shell") or SHELL)
        if not os.access(entry.pw_shell or SHELL, os.X_OK) and os.access(shell, os.X_OK):
            change(entry.pw_name, "--shell", shell)
        if entry.pw_name in over and not wished.get("inactive"):
            change(entry.pw_name, "--expiredate", str(wished.get("expiredate") or ""))


def change(name: str, option: str, value: str) -> None:
    done = subprocess.run(["usermod", option, value, name], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        print(f"The account {name} could not be changed: {' '.join(done.stderr.split())}")
