"""A module of cloud-init: enable_ssh, which Raspberry Pi Imager writes, says whether the SSH server runs."""

import subprocess

from cloudinit import util
from cloudinit.settings import PER_INSTANCE

meta = {"id": "cc_enable_ssh", "distros": ["all"], "frequency": PER_INSTANCE, "activate_by_schema_keys": ["enable_ssh"]}


def handle(name: str, cfg: dict, cloud: object, args: list) -> None:
    if util.is_true(cfg.get("enable_ssh")):
        # The image may have been configured without it.
        systemctl("unmask")
        systemctl("enable", "--now")
    elif util.is_false(cfg.get("enable_ssh")):
        systemctl("disable", "--now")


def systemctl(*words: str) -> None:
    # Whatever the server waits for may wait for cloud-init.
    subprocess.run(["systemctl", *words, "--no-block", "ssh.service"], check=True)
