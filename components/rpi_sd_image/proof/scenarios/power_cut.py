"""Power cuts while a system boots, each with a new card. The next boot must complete the work."""

import time
from dataclasses import dataclass

from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.ssh import Ssh
from machine.steps import Steps
from scenarios import docker_works
from scenarios.common import look_at, wait_until_up


@dataclass(frozen=True)
class Said:
    """A moment that a message on the console announces.

    sign: a regular expression for the message, in which the names of units have colours
    seconds: the time from the message to the moment
    """

    name: str
    sign: str
    seconds: float = 0


@dataclass(frozen=True)
class Started:
    """A moment after a unit starts. It is watched over SSH, because the console shows no units after the login prompt.

    seconds: the time from the start to the moment
    """

    name: str
    unit: str
    seconds: float = 0


Moment = Said | Started

MOMENTS = (
    Said("the partition grows", r"Starting \S*grow-root\.service", seconds=3),
    Said("the file system grows", r"resizing filesystem from", seconds=0.3),
    Said("cloud-init reads the user-data", r"running 'init-local'", seconds=2),
    Said("cloud-init makes accounts and keys", r"running 'init'", seconds=5),
    Said("the SSH server starts, its keys just made", r"Starting \S*ssh\.service"),
    Started("Docker starts for the first time", "docker.service", seconds=4),
)
# Only for images with container images and a compose project.
CONTAINER_MOMENTS = (
    Started("container images are loaded", "hypriotos-images.service", seconds=1),
    Started("the compose project comes up", "hypriotos-compose.service", seconds=3),
)
# Before cloud-init records its end, as it does in each boot.
LATER_MOMENT = Said("cloud-init goes through a later boot", r"running 'init'", seconds=2)


def run(board: EmulatedBoard, steps: Steps) -> None:
    for moment in MOMENTS:
        cut_first_boot(moment, board, steps)


def run_containers(board: EmulatedBoard, steps: Steps) -> None:
    for moment in CONTAINER_MOMENTS:
        cut_first_boot(moment, board, steps)


def run_later(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "first boot"
    board.insert_card()
    board.switch_on()
    board.log_in()
    wait_until_up(board.ssh, steps)
    steps.phase = f"power cut while {LATER_MOMENT.name}"
    board.reboot()
    cut(LATER_MOMENT, board, steps)
    make_up(board, steps)
    with steps.check("the first boot has not begun again"):
        docker_works.expect(board.ssh, "cat /run/hypriotos/first-boot 2>/dev/null | grep again || echo no", "no")
    board.power_off()


def cut_first_boot(moment: Moment, board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = f"power cut while {moment.name}"
    board.insert_card()
    board.switch_on()
    cut(moment, board, steps)
    make_up(board, steps)
    board.power_off()


def cut(moment: Moment, board: EmulatedBoard, steps: Steps) -> None:
    steps.say(f"The power is to go while {moment.name}")
    if isinstance(moment, Started):
        board.log_in()
    with steps.check("the moment comes", vital=True) as note:
        if isinstance(moment, Started):
            wait_until_starting(moment.unit, board.ssh)
        else:
            board.console.wait_for(moment.sign, what=f"sign that {moment.name}")
        time.sleep(moment.seconds)
        board.cut_power()
        note(f"{board.limit.passed():.0f} s after switching on")


def wait_until_starting(unit: str, ssh: Ssh) -> None:
    look = f"state=$(systemctl show --property=ActiveState --value {unit})"
    state = ssh.run(f"while {look}; [ $state = inactive ]; do sleep 0.2; done; echo $state")
    if state != "activating":
        raise BootFailure(f"{unit} is {state} already")


def make_up(board: EmulatedBoard, steps: Steps) -> None:
    board.switch_on()
    # This also checks that an earlier SSH host key is still the same.
    board.log_in(with_password=True)
    look_at(board, steps)
    docker_works.bring_image(board.ssh, steps)
    docker_works.containers(board.ssh, steps)
