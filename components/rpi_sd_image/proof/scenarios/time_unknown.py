"""A board without a clock, first with a time server and then without one. What needs the time waits for a limited
time."""

from datetime import UTC, datetime

import yaml

from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.mirror import PACKAGE, WITHOUT_DEBIANS, Mirror
from machine.ssh import Ssh
from machine.steps import Steps
from scenarios.common import look_at, wait_until_up
from scenarios.docker_works import expect

# When the card was written.
LONG_AGO = datetime(2026, 1, 2, tzinfo=UTC).timestamp()
NOTE = "/var/lib/boot-test-time"
# Seconds: the longest wait, plus what an emulated board needs for starting the services around it.
LONGEST_WAIT = 60 + 60
COMPLAINT = "The time is not known: no time server has answered"
WAIT = "wait-for-time.service"
NEEDS_TIME = ("cloud-config.service", "cloud-final.service", "docker.service", "apt-daily.timer")


def run(board: EmulatedBoard, steps: Steps) -> None:
    mirror = Mirror.make(board.folder("mirror"), board.network.gateway)
    steps.phase = "with a time server"
    board.insert_card(user_data=user_data(mirror), written=LONG_AGO)
    board.switch_on()
    board.log_in()
    look_at(board, steps)
    with steps.check("the clock started long ago", vital=True) as note:
        oldest = "journalctl --boot --output=short-unix --quiet | head -n 1 | cut -d . -f 1"
        started = int(board.ssh.run(oldest, root=True))
        note(str(datetime.fromtimestamp(started, UTC)))
        if started > datetime.now(UTC).timestamp() - 14 * 3600:
            raise BootFailure("it has the present time: QEMU's board has a clock")
    with steps.check("the packages of the user-data are installed, from today's index"):
        expect(board.ssh, f"dpkg-query --show --showformat '${{db:Status-Status}}' {PACKAGE}", "installed")
    with steps.check("commands of the user-data know the time"):
        knows_time(int(board.ssh.run(f"cat {NOTE}")))
    waited(board.ssh, steps)

    steps.phase = "without a time server"
    board.neighbours.tells_time = False
    board.reboot()
    board.log_in()
    wait_until_up(board.ssh, steps)
    with steps.check("the clock has not gone back"):
        before, now = map(int, board.ssh.run(f"cat {NOTE} && date +%s").split())
        if now < before:
            raise BootFailure(f"it is {before - now} s earlier than at the first boot")
    waited(board.ssh, steps)
    said(board, steps)

    steps.phase = "still without one"
    board.reboot()
    board.log_in()
    look_at(board, steps)
    with steps.check("it waits only briefly after a boot without a time server"):
        said_so = board.ssh.run(f"journalctl --boot --quiet --output=cat --unit={WAIT}", root=True)
        if "within 10 s" not in said_so:
            raise BootFailure(f"it says: {said_so}")
    board.power_off()


def user_data(mirror: Mirror) -> bytes:
    data = {
        "write_files": [{"path": "/etc/apt/sources.list.d/boot-test.sources", "content": mirror.sources}],
        "bootcmd": [WITHOUT_DEBIANS],
        "package_update": True,
        "packages": [PACKAGE],
        "runcmd": [f"date +%s >{NOTE}"],
    }
    return f"#cloud-config\n{yaml.safe_dump(data)}".encode()


def knows_time(seconds: int) -> None:
    off = abs(datetime.now(UTC).timestamp() - seconds)
    # The run has taken some time since then.
    if off > 3600:
        raise BootFailure(f"their time was {datetime.fromtimestamp(seconds, UTC)}")


def waited(ssh: Ssh, steps: Steps) -> None:
    """Checks that everything that needs the time started after the wait, and that the wait was bounded."""
    with steps.check("what needs the time starts when the wait is over"):
        end = moment(ssh, WAIT, "ActiveEnterTimestampMonotonic")
        early = [unit for unit in NEEDS_TIME if 0 < moment(ssh, unit, "InactiveExitTimestampMonotonic") < end]
        if not end or early:
            raise BootFailure(f"started before: {' '.join(early) or 'there was no wait'}")
    with steps.check("the wait is bounded") as note:
        end = moment(ssh, WAIT, "ActiveEnterTimestampMonotonic")
        seconds = (end - moment(ssh, WAIT, "InactiveExitTimestampMonotonic")) / 1e6
        note(f"{seconds:.0f} s")
        if seconds > LONGEST_WAIT:
            raise BootFailure(f"it took {seconds:.0f} s")


def moment(ssh: Ssh, unit: str, name: str) -> int:
    """Returns a time stamp of a unit in microseconds since the kernel started, or 0."""
    return int(ssh.run(f"systemctl show --property={name} --value {unit}") or 0)


def said(board: EmulatedBoard, steps: Steps) -> None:
    with steps.check("the console says that the time is not known"):
        if not board.console.has_said(COMPLAINT):
            raise BootFailure("the message is not there")
