"""How far the first boot has come, by the notes of /usr/lib/hypriotos/first-boot."""

from pathlib import Path

CLOUD = Path("/var/lib/cloud")
NOTES = Path("/var/lib/hypriotos")


def may_remove() -> bool:
    """Whether no first boot has ended yet: later there may be somebody's work in an account."""
    return not any(CLOUD.glob("instances/*/first-boot-done")) and not (NOTES / "lived-in").exists()
