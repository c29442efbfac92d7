"""What the first boot says, and where."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hypriotos.boot_partition import sum_of_files
from hypriotos.first_boot import NOTES

# `journalctl -t` finds all that the first boot says by it.
IDENTIFIER = "first-boot"
ISSUE = Path("/run/issue.d")
MOTD = Path("/run/motd.d")


def log(message: str) -> None:
    """For what runs within cloud-init: what a service of ours prints gets the identifier from systemd."""
    print(message)
    subprocess.run(["logger", "--tag", IDENTIFIER, "--", message], check=False, stderr=subprocess.DEVNULL)


def announce(name: str, message: str | None) -> None:
    """On the screen, and to those who log in. None takes back what was said before.

    The note of this name makes the first boot begin again when the files on the boot partition are others. first-boot reads
    it: the sum of the files, and the message.
    """
    note, issue, motd = NOTES / name, ISSUE / f"hypriotos-{name}.issue", MOTD / f"hypriotos-{name}"
    if message is None:
        for file in (note, issue, motd):
            file.unlink(missing_ok=True)
        return
    print(message)
    for file in (issue, motd):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{message}\n\n")
    NOTES.mkdir(parents=True, exist_ok=True)
    note.write_text(f"{sum_of_files()}\n{message}\n")


def is_about_these_files(name: str) -> bool:
    """Whether that was said of the files that are on the boot partition now."""
    note = NOTES / name
    return note.exists() and note.read_text().partition("\n")[0] == sum_of_files()
