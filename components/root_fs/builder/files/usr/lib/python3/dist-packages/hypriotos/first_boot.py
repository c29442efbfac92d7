"""How far the first boot has come, by the notes of /usr/lib/hypriotos/first-boot."""

import json
from importlib.util import find_spec
from pathlib import Path

CLOUD = Path("/var/lib/cloud")
NOTES = Path("/var/lib/hypriotos")
# Of cloud-init's generator, at each start.
DISABLED = Path("/run/cloud-init/disabled")
# Of this start: what each stage has come to.
STATUS = Path("/run/cloud-init/status.json")
# Of this start: see first-boot.
CUT_OFF = Path("/run/hypriotos/first-boot-cut-off")
WITHOUT_CLOUD_INIT = Path("/run/hypriotos/without-cloud-init")
# Somebody may have worked with the built-in account.
LIVED_IN = NOTES / "lived-in"


def has_ended() -> bool:
    return (CLOUD / "instance/first-boot-done").exists()


def may_remove() -> bool:
    """Whether no first boot has ended yet: later there may be somebody's work in an account."""
    return not any(CLOUD.glob("instances/*/first-boot-done")) and not LIVED_IN.exists()


def note_lived_in() -> None:
    NOTES.mkdir(parents=True, exist_ok=True)
    LIVED_IN.touch()


def has_begun() -> bool:
    """Whether a first boot with cloud-init has begun and not ended."""
    return (NOTES / "first-boot-starts").exists()


def cloud_init_is_installed() -> bool:
    return find_spec("cloudinit") is not None


def cloud_init_runs() -> bool:
    """Whether it does in this start: it may have been removed, or disabled."""
    return cloud_init_is_installed() and not DISABLED.exists()


def cloud_init_failed() -> bool:
    """Whether something that it did in this start failed: a command of the user's, or anything else."""
    return any(map(errors_of, stages()))


def errors_of(stage: str) -> list[str]:
    """Of this start."""
    found = stages().get(stage)
    return [str(error) for error in found.get("errors") or []] if isinstance(found, dict) else []


def stages() -> dict:
    try:
        return json.loads(STATUS.read_text())["v1"]
    except (OSError, ValueError, KeyError):
        return {}
