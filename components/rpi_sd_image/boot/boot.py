"""Boots the SD image in QEMU as a Raspberry Pi 3 and checks that Docker runs on it.

Environment: IMAGE_ARTIFACT (the image's .img.zip in /workspace), HYPRIOT_HOSTNAME, HYPRIOT_USERNAME,
HYPRIOT_PASSWORD, BOOT_TIMEOUT (seconds for everything, default 600).
Exit status 0 when every check holds. Otherwise 1, with the console's last lines and the reason at the end of stderr.
What was checked is in /workspace/boot-report.json.
"""

import os
import signal
import sys
import tempfile
from pathlib import Path

import machine
import payload
from card import Card
from checks import Checks
from console import Console
from failure import BootFailure
from guest import Guest

WORKSPACE = Path("/workspace")
# Where the scripts' own limits fail, this ends the program.
GRACE_SECONDS = 30


def main() -> int:
    end_on_signals()
    console = Console(int(os.environ.get("BOOT_TIMEOUT") or 600))
    checks = Checks()
    reason = None
    try:
        with tempfile.TemporaryDirectory() as scratch:
            boot(Path(scratch), console, checks)
        checks.raise_if_any_failed()
    except BootFailure as failure:
        reason = str(failure)
    finally:
        console.stop()
    checks.write(WORKSPACE / "boot-report.json", image=os.environ.get("IMAGE_ARTIFACT"), error=reason)
    if reason:
        print("The console's last lines:", *console.last_lines(30), f"error: {reason}", sep="\n", file=sys.stderr)
        return 1
    return 0


def boot(scratch: Path, console: Console, checks: Checks) -> None:
    step("Unpacking the image")
    card = Card.unpack(WORKSPACE / setting("IMAGE_ARTIFACT"), scratch)
    disk = payload.make(scratch)

    step("Booting")
    console.start(machine.command(card, disk))
    guest = Guest(console)

    step("Logging in")
    user = setting("HYPRIOT_USERNAME")
    guest.log_in(user, setting("HYPRIOT_PASSWORD"))
    checks.add("login", True, f"as {user}", console.seconds())
    step(f"Waiting for the system (time to login: {console.seconds():.0f} s)")
    guest.unpack_payload()
    guest.run_checks("system", checks, EXPECTED_HOSTNAME=setting("HYPRIOT_HOSTNAME"), CARD_BYTES=card.size)

    step("Docker")
    guest.run_checks("docker", checks)
    step(f"Shutting down (time to Docker: {checks.detail('docker service')})")
    guest.power_off()
    checks.add("power off", True, "the machine switched itself off")


def setting(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise BootFailure(f"{name} is not set.")
    return value


def step(text: str) -> None:
    print(f"==> {text}", flush=True)


def end_on_signals() -> None:
    """The first process of a container ignores signals that it does not handle; and every ending has to stop QEMU."""

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, end)
    signal.alarm(int(os.environ.get("BOOT_TIMEOUT") or 600) + GRACE_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
