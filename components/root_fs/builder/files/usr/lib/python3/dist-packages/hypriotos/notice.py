"""What the first boot says, where, and what it keeps of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hypriotos.boot_partition import is_there, sum_of_files
from hypriotos.first_boot import NOTES

# `journalctl -t` finds all that the first boot says by it.
IDENTIFIER = "first-boot"
ISSUE = Path("/run/issue.d")
MOTD = Path("/run/motd.d")
# What has been said and is not settled, a file for each: the sum of the files on the boot partition that it is about,
# and the message. When the files are others, first-boot begins the first boot again.
SAID = NOTES / "said"
# Their names. first-boot knows the second.
MISTAKES, KNOWN_PASSWORD, NOBODY, OPEN_TO_ALL = "user-data-unread", "known-password", "nobody", "open-to-all"


def log(message: str) -> None:
    """For what runs within cloud-init: what a service of ours prints gets the identifier from systemd."""
    print(message)
    subprocess.run(["logger", "--tag", IDENTIFIER, "--", message], check=False, stderr=subprocess.DEVNULL)


def announce(name: str, message: str | None) -> None:
    """On the screen, and to those who log in. None takes back what was said before."""
    if message is None:
        for file in (SAID / name, *screens(name)):
            file.unlink(missing_ok=True)
        return
    print(message)
    for file in screens(name):
        keep(file, f"{message}\n\n")
    # A start without the card's first partition is no other opinion.
    about = sum_of_files() if is_there() or name not in said() else first_line(SAID / name)
    keep(SAID / name, f"{about}\n{message}\n")


def said() -> dict[str, str]:
    notes = SAID.iterdir() if SAID.is_dir() else ()
    return {note.name: note.read_text(errors="replace").partition("\n")[2].strip() for note in notes}


def is_about_other_files(name: str) -> bool:
    """Whether that was said of other files than are on the boot partition now."""
    return name in said() and is_there() and first_line(SAID / name) != sum_of_files()


def first_line(note: Path) -> str:
    return note.read_text(errors="replace").partition("\n")[0]


def screens(name: str) -> tuple[Path, Path]:
    return ISSUE / f"hypriotos-{name}.issue", MOTD / f"hypriotos-{name}"


def keep(file: Path, text: str) -> None:
    """Writes a file that only root can read. If that fails, as on a full card, says so and goes on."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(text)
    except OSError as error:
        print(f"{file} could not be written: {error.strerror}")
