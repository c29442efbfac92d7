"""Programs that look at disks."""

import subprocess

from systems.system import Finished, Unreadable

# None of them takes more than a few on a good image; some go in circles on a damaged one.
SECONDS = 120


def run(*command: str) -> Finished:
    """Runs a program to its end, whatever that is. Raises Unreadable when it takes too long."""
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
