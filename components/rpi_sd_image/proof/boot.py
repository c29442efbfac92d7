"""Boots the SD image in QEMU as a Raspberry Pi and runs a scenario, or checks a running board.

Environment: IMAGE_ARTIFACT (the image in /workspace, packed or not), HYPRIOT_PASSWORD, HYPRIOT_PASSWORD_HASH (which
wins; may be empty), VALUE_<NAME> (the value of the word {name} in expectations; hostname and username are required),
SCENARIO, MACHINE, USER_DATA, NETWORK_CONFIG, CARD_MEGABYTES, OWN_EXPECTATIONS, HOST, IDENTITY, LOGIN_USER (settings of
the target, see docs/boot.md), BOOT_TIMEOUT (seconds for each start, default 900).
The exit status is 0 if everything is as expected, otherwise 1. After a failure, stderr has the last lines of the
console and the reason. The reports are boot.txt, boot.xml, boot.json and boot-console.txt in /workspace.
"""

import signal
import sys
import tempfile
import time
from pathlib import Path

from program import fail

from expectations import Mistake, Report, read
from expectations.data import as_list
from machine.board import EmulatedBoard
from machine.failure import BootFailure, WentDown
from machine.steps import Steps
from scenarios import SCENARIOS, board_that_runs
from scenarios.common import Scenario
from settings import USUAL_MACHINE, WORKSPACE, Settings


def main() -> int:
    end_on_signals()
    started = time.monotonic()
    steps = Steps()
    report = Report("boot", steps.results, starts=steps.starts)
    console = None
    try:
        settings = Settings.read()
        scenario = choose_scenario(settings)
        report.title = title(settings)
        read(settings.expectations, "board" if settings.host else "qemu", settings.values)
        with tempfile.TemporaryDirectory() as scratch:
            if settings.host:
                board_that_runs.run(settings, settings.host, steps, Path(scratch))
            else:
                board = EmulatedBoard(settings, steps, Path(scratch))
                console = board.console
                try:
                    scenario(board, steps)
                finally:
                    console.stop()
                    console.write(WORKSPACE / "boot-console.txt")
    except WentDown as ending:
        # A scenario handles the reboots that it expects. This one was not expected.
        report.error = f"{steps.phase}: {ending}"
    except (BootFailure, Mistake) as failure:
        if not steps.knows(failure):
            report.error = str(failure)
    report.seconds = time.monotonic() - started
    report.write(WORKSPACE, "boot")
    if not report.ok and console and console.text():
        print("The console's last lines:", *console.last_lines(30), sep="\n", file=sys.stderr)
    print(report.text(), end="", flush=True)
    return 0 if report.ok else fail(report.error or reasons(report), 1)


def choose_scenario(settings: Settings) -> Scenario:
    if settings.scenario not in SCENARIOS:
        raise BootFailure(f"unknown scenario {settings.scenario}. Choose one of {', '.join(SCENARIOS)}.")
    if settings.host and settings.scenario != "usual":
        raise BootFailure(f"the scenario {settings.scenario} needs QEMU: remove host or scenario.")
    if settings.host and settings.machine != USUAL_MACHINE:
        raise BootFailure(f"the machine {settings.machine} is QEMU's: remove host or machine.")
    if settings.scenario == "accounts" and settings.values.get("password_digest"):
        raise BootFailure(
            "the scenario accounts is about a password that others may know: remove root_fs.password_hash."
        )
    if not settings.host and "ssh.service" in as_list(settings.values.get("disabled_services", [])):
        raise BootFailure(
            "boot looks at the system by SSH, and root_fs.services.disabled has ssh.service: remove it there to boot."
        )
    return SCENARIOS[settings.scenario]


def title(settings: Settings) -> str:
    if settings.host:
        return f"Checked {settings.host}"
    return f"Booted {settings.image.name} in QEMU's {settings.machine}, scenario {settings.scenario}"


def reasons(report: Report) -> str:
    return "; ".join(f"{result.group}: {result.expect}: {result.detail}" for result in report.failed)


def end_on_signals() -> None:
    """Exits on signals. Without a handler, the first process of a container ignores them. Exiting also stops QEMU."""

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)


if __name__ == "__main__":
    sys.exit(main())
