"""Functions that scenarios share."""

import math
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from expectations import Result
from machine.board import EmulatedBoard
from machine.failure import BootFailure, WentDown
from machine.judging import judge
from machine.ssh import Ssh
from machine.steps import Steps
from machine.units import StartedUnits, started_units

Scenario = Callable[[EmulatedBoard, Steps], None]

# cloud-init's processes, and the command that ends the system. For power_state, a process waits for cloud-init's end
# and then runs that command.
ENDINGS = "pgrep -f '[c]loud-init (--all-stages|init|modules)' || pgrep -x 'shutdown|reboot|poweroff|halt'"


def first_boot(
    board: EmulatedBoard, steps: Steps, look: Callable[[EmulatedBoard, Steps], None], with_password: bool = False
) -> None:
    """Switches the board on, logs in and calls look. The user's own user-data may reboot the board once, and the next
    start then repeats this."""

    def what() -> None:
        board.log_in(with_password)
        look(board, steps)

    come_up(board, steps, what, expected=1 if board.has_own_user_data else 0)


def come_up(board: EmulatedBoard, steps: Steps, what: Callable[[], None], expected: int = 0) -> list[str]:
    """Switches the board on and calls what. If the system goes down by itself, the next start with the same card
    repeats this. Raises BootFailure if that happens more often than expected. Returns how the system went down each
    time: reboot, power-off or halt."""
    phase = steps.phase
    ended: list[WentDown] = []
    while True:
        board.switch_on()
        try:
            with steps.doing("the first boot"):
                what()
        except WentDown as ending:
            board.cut_power()
            ended.append(ending)
            settles = len(ended) <= expected
            name = f"the board {ending.done} by itself" if settles else "the board settles"
            detail = "; ".join(as_sentence(number, one) for number, one in enumerate(ended, 1))
            steps.add(Result(name, phase, "step", settles, detail, ending.seconds))
            if not settles:
                raise BootFailure(f"{phase}: {never_settles(ended, expected)}") from None
            steps.say(f"The board {ending.done} by itself: switching it on again")
            steps.phase = f"{phase}, start {len(ended) + 1}"
        else:
            steps.phase = phase
            return [one.how for one in ended]


def as_sentence(number: int, ending: WentDown) -> str:
    during = f", during: {ending.during}" if ending.during else ""
    return f"{ending.seconds:.0f} s after switching on{'' if number == 1 else f', start {number}'}{during}"


def never_settles(ended: list[WentDown], expected: int) -> str:
    times = "; ".join(f"it {one.done} by itself {as_sentence(number, one)}" for number, one in enumerate(ended, 1))
    wanted = f"at most {expected} time{'' if expected == 1 else 's'}" if expected else "never"
    return (
        f"the board does not settle: {times}. Expected: {wanted}. "
        "Find out what reboots it (runcmd, bootcmd, power_state, scripts)."
    )


def look_at(board: EmulatedBoard, steps: Steps, but: Path | None = None) -> None:
    """Waits until the system is up and judges the expectations. but: a file that overrides them."""
    # On a slow machine, boot's own login can time out before systemd has started its session. This is not a failure of
    # the system.
    with steps.doing("looking for failed units"):
        board.ssh.run("systemctl reset-failed 'session-*.scope'", root=True)
    wait_until_up(board.ssh, steps)
    note_units(board.ssh, steps)
    judge_expectations(board.ssh, steps, "qemu", board.values, [*board.expectations, *([but] if but else [])])
    board.console.catch_up()


def wait_until_up(ssh: Ssh, steps: Steps) -> None:
    steps.say("Waiting for the system")
    with steps.check("the system is up without a failed unit"):
        state = ssh.outcome("systemctl is-system-running --wait").output
        ssh.outcome(f"while {ENDINGS}; do sleep 1; done >/dev/null")
        if ssh.outcome("systemctl is-system-running").output == "stopping":
            ssh.expect_end()
        if state != "running":
            failed = ssh.run("systemctl list-units --failed --plain --no-legend | awk '{ print $1 }'").split()
            raise BootFailure(f"it is {state}: {' '.join(failed)}\n{log_of(ssh, failed)}")
        if ssh.outcome("test -e /run/systemd/shutdown/scheduled").status == 0:
            steps.say("The system has been told to go down later: waiting for it")
            ssh.expect_end(math.inf)
    with steps.check("Docker runs") as note:
        if ssh.outcome("systemctl is-active --quiet docker.service").status != 0:
            raise BootFailure("docker.service is not active")
        # Microseconds since the kernel started.
        started = ssh.run("systemctl show --property=ActiveEnterTimestampMonotonic --value docker.service")
        note(f"{int(started) / 1e6:.0f} s after the kernel")


def note_units(ssh: Ssh, steps: Steps) -> None:
    """Keeps the times of the units for the report of the image."""
    with steps.check("systemd tells when it started each unit"):
        steps.starts.append(StartedUnits(phase=steps.phase, units=started_units(ssh)))


def log_of(ssh: Ssh, units: list[str]) -> str:
    if not units:
        return ""
    chosen = " ".join(f"--unit={unit}" for unit in units)
    return ssh.run(f"journalctl --no-pager --boot --lines=40 {chosen}", root=True)


def judge_expectations(ssh: Ssh, steps: Steps, place: str, values: Mapping[str, object], files: list[Path]) -> None:
    steps.say("Judging the expectations")
    with steps.doing("judging the expectations"), closing(judge(ssh, place, values, files)) as results:
        for result in results:
            if not result.ok:
                steps.notice_end()
            steps.add_judged(result)
