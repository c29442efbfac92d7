"""Runs programs that read disks."""

import subprocess

from systems.system import Finished, Unreadable

# On a good image, all of them take a few seconds. On a damaged one, some never end.
SECONDS = 120


def run(*command: str) -> Finished:
    """Runs a program and returns its result, whatever the exit status. Raises Unreadable if it takes too long."""
    try:
        result = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"{command[0]} did not end within {SECONDS} s") from error
    return Finished(result.returncode, result.stdout)
