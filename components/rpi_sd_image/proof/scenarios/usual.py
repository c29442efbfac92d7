"""A first boot with what people do next, a clean reboot, and what has to be the same after it."""

from machine.board import EmulatedBoard
from machine.steps import Steps
from scenarios import docker_works, traces
from scenarios.common import come_up, look_at


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "first boot"
    board.insert_card()

    def first_boot() -> None:
        board.log_in(with_password=True)
        look_at(board, steps)

    # User-data of somebody's own may ask for a reboot.
    come_up(board, steps, first_boot, expected=1 if board.has_own_user_data else 0)
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
