"""A first boot with typical use, a clean reboot, and checks that everything is the same after it. A system that leaves
its card as it is has no more of the containers then, and is restarted once more."""

from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.steps import Steps
from scenarios import docker_works, read_only, traces
from scenarios.common import first_boot, look_at


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "first boot"
    board.insert_card()

    first_boot(board, steps, look_at, with_password=True)
    check_mounts(board, steps)
    docker_works.bring_image(board.ssh, steps)
    docker_works.containers(board.ssh, steps)
    docker_works.swarm(board.ssh, steps)
    traces.leave(board.ssh, steps)

    steps.phase = "after a reboot"
    board.reboot()
    board.log_in()
    traces.find(board.ssh, steps)
    look_at(board, steps)
    if board.values["read_only"]:
        read_only.look(board, steps)
    else:
        traces.find_project(board.ssh, steps)
    board.power_off()


def check_mounts(board: EmulatedBoard, steps: Steps) -> None:
    """What mounts before the system starts has no other place to complain than the console."""
    with steps.check("every mount succeeds from the first moment on"):
        complaints = [line for line in board.console.text().splitlines() if line.startswith("mount: ")]
        if complaints:
            raise BootFailure("\n".join(complaints))
