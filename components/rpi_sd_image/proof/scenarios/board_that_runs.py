"""A running board, reached over SSH. Everything that the checks create is removed again."""

from pathlib import Path

from machine.failure import BootFailure
from machine.ssh import Ssh
from machine.steps import Steps
from machine.time_limit import TimeLimit
from scenarios import docker_works
from scenarios.common import judge_expectations, note_units, wait_until_up
from settings import Settings


def run(settings: Settings, host: str, steps: Steps, scratch: Path) -> None:
    steps.phase = "board"
    user = settings.user or settings.username
    limit = TimeLimit(settings.boot_seconds)
    identity = private(settings.identity, scratch)
    if not identity and not settings.ssh_passwords:
        raise BootFailure("the configured SSH server takes no passwords: name a private key with --identity.")
    if not identity and settings.password is None:
        raise BootFailure("only the hash of the password is configured: name a private key with --identity.")
    password = None if identity else settings.password
    ssh = Ssh(host, settings.port, user, scratch, limit, identity=identity, password=password)
    steps.say(f"Logging in at {host}")
    with steps.check(f"{user} logs in over SSH", vital=True):
        ssh.connect()
    wait_until_up(ssh, steps)
    note_units(ssh, steps)
    judge_expectations(ssh, steps, "board", {**settings.values, "username": user}, settings.expectations)
    try:
        docker_works.bring_image(ssh, steps)
        docker_works.containers(ssh, steps)
        docker_works.compose_up(ssh, steps)
    finally:
        docker_works.remove(ssh)


def private(identity: Path | None, scratch: Path) -> Path | None:
    """Returns a copy of the key that only its owner can read, as ssh requires, or None without a key."""
    if identity is None:
        return None
    copy = scratch / "identity"
    copy.touch(mode=0o600)
    copy.write_bytes(identity.read_bytes())
    return copy
