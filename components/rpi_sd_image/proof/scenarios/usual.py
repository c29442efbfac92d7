"""A first boot with what people do next, a clean reboot, and what has to be the same after it."""

from machine.board import EmulatedBoard
from machine.steps import Steps
from scenarios import docker_works, traces
from scenarios.common import look_at


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "first boot"
    board.insert_card()
    board.switch_on()
    board.log_in(with_password=True)
    look_at(board, steps)
    docker_works.bring_image(board.ssh, steps)
    docker_works.containers(board.ssh, steps)
    traces.leave(board.ssh, steps)

    steps.phase = "after a reboot"
    board.reboot()
    board.log_in()
    traces.find(board.ssh, steps)
    look_at(board, steps)
    traces.find_project(board.ssh, steps)
    board.power_off()
