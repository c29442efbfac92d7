"""The power goes during the first boot, at several moments, each with a card of its own: the next boot makes up for it."""

import time
from dataclasses import dataclass

from machine.board import EmulatedBoard
from machine.steps import Steps
from scenarios import docker_works
from scenarios.common import look_at


@dataclass(frozen=True)
class Moment:
    name: str
    # What the console says before it, as a regular expression (names of units are in colours), and how much later it is.
    sign: str
    seconds: float = 0


MOMENTS = (
    Moment("the partition grows", r"Starting \S*grow-root\.service", 3),
    Moment("the file system grows", r"resizing filesystem from", 0.3),
    Moment("cloud-init reads the user-data", r"running 'init-local'", 2),
    Moment("cloud-init makes accounts and keys", r"running 'init'", 5),
    Moment("the SSH server starts, its keys just made", r"Starting \S*ssh\.service"),
    Moment("Docker starts for the first time", r"Starting \S*docker\.service", 4),
)
# Of an image that has some.
CONTAINER_MOMENTS = (
    Moment("container images are loaded", r"Starting \S*hypriotos-images\.service", 8),
    Moment("the compose project comes up", r"Starting \S*hypriotos-compose\.service", 3),
)


def run(board: EmulatedBoard, steps: Steps) -> None:
    for moment in MOMENTS:
        cut_at(moment, board, steps)


def run_containers(board: EmulatedBoard, steps: Steps) -> None:
    for moment in CONTAINER_MOMENTS:
        cut_at(moment, board, steps)


def cut_at(moment: Moment, board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = f"power cut while {moment.name}"
    steps.say(f"The power is to go while {moment.name}")
    board.insert_card()
    board.switch_on()
    with steps.check("the moment comes", vital=True) as note:
        board.console.wait_for(moment.sign, what=f"sign that {moment.name}")
        time.sleep(moment.seconds)
        board.cut_power()
        note(f"{board.limit.passed():.0f} s after switching on")
    board.switch_on()
    board.log_in(with_password=True)
    look_at(board, steps)
    docker_works.bring_image(board.ssh, steps)
    docker_works.containers(board.ssh, steps)
    board.power_off()
