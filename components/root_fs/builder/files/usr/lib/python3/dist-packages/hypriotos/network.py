"""What netplan makes of the network's configuration, which cloud-init wrote by the user's network-config, or others."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

CONFIGURATION = Path("/etc/netplan")
GENERATE = Path("/usr/libexec/netplan/generate")
NETWORK_MANAGER = re.compile(r"""^\s*["']?renderer["']?\s*:\s*["']?NetworkManager\b""", re.MULTILINE)


def is_configured() -> bool:
    return any(CONFIGURATION.glob("*.yaml"))


def needs_network_manager() -> bool:
    """Whether it leaves something to NetworkManager, which is not on board. netplan says nothing of that."""
    texts = (file.read_text(errors="replace") for file in CONFIGURATION.glob("*.yaml"))
    return any(map(NETWORK_MANAGER.search, texts)) and shutil.which("NetworkManager") is None


def refusal() -> str | None:
    """netplan's words. It refuses all of a configuration, and the board has no network."""
    if not GENERATE.exists() or not CONFIGURATION.is_dir():
        return None
    # What it generates is not used: systemd has run it already.
    with TemporaryDirectory() as root:
        shutil.copytree(CONFIGURATION, Path(root, "etc/netplan"))
        command = [GENERATE, "--root-dir", root]
        tried = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return None if tried.returncode == 0 else " ".join(tried.stderr.replace(root, "").split())
