"""What most scenarios do."""

from pathlib import Path

from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.judging import judge
from machine.ssh import Ssh
from machine.steps import Steps


def look_at(board: EmulatedBoard, steps: Steps, but: Path | None = None) -> None:
    """Whether the system is as expected, when it has come up. but: a file that is laid over all expectations."""
    # A login of ours that timed out on a slow machine, before systemd had come to its session, is no failure of the system's.
    board.ssh.run("systemctl reset-failed 'session-*.scope'", root=True)
    wait_until_up(board.ssh, steps)
    judge_expectations(board.ssh, steps, "qemu", board.values, [*board.expectations, *([but] if but else [])])
    board.console.catch_up()


def wait_until_up(ssh: Ssh, steps: Steps) -> None:
    steps.say("Waiting for the system")
    with steps.check("the system is up without a failed unit"):
        _, state, _ = ssh.outcome("systemctl is-system-running --wait")
        if state != "running":
            failed = ssh.run("systemctl list-units --failed --plain --no-legend | awk '{ print $1 }'").split()
            raise BootFailure(f"it is {state}: {' '.join(failed)}\n{log_of(ssh, failed)}")
    with steps.check("Docker runs") as note:
        if ssh.outcome("systemctl is-active --quiet docker.service")[0]:
            raise BootFailure("docker.service is not active")
        # Since the kernel has started, in microseconds.
        started = ssh.run("systemctl show --property=ActiveEnterTimestampMonotonic --value docker.service")
        note(f"{int(started) / 1e6:.0f} s after the kernel")


def log_of(ssh: Ssh, units: list[str]) -> str:
    if not units:
        return ""
    chosen = " ".join(f"--unit={unit}" for unit in units)
    return ssh.run(f"journalctl --no-pager --boot --lines=40 {chosen}", root=True)


def judge_expectations(ssh: Ssh, steps: Steps, place: str, values: dict, files: list[Path]) -> None:
    steps.say("Judging the expectations")
    for result in judge(ssh, place, values, files):
        steps.add_judged(result)
