"""The name of the account that the image was built with."""

from __future__ import annotations

import functools
from pathlib import Path

# NAME:HASH, from the build.
NOTE = Path("/usr/lib/hypriotos/built-in-account")


@functools.cache
def built_in_name() -> str:
    """Empty where this system was built without one."""
    return NOTE.read_text().partition(":")[0].strip() if NOTE.exists() else ""
