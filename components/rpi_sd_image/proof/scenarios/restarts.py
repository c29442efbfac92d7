"""User-data that reboot the board or switch it off. The first boot continues once, and then the system stays up."""

from functools import partial

from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.steps import Steps
from scenarios import docker_works
from scenarios.common import Scenario, come_up, look_at

NOTE = "/boot/firmware/boots.log"
BEGINS = "#cloud-config\nhostname: reef\n"
# By name of the scenario: the user-data, and how they end the system.
USER_DATA = {
    "reboot": (f"{BEGINS}runcmd:\n  - echo first boot >>{NOTE}\n  - reboot\n", "reboot"),
    "poweroff": (f"{BEGINS}runcmd:\n  - echo first boot >>{NOTE}\n  - poweroff\n", "power-off"),
    # bootcmd runs in each boot. This is how users reboot after changing files that the firmware reads.
    "bootcmd_reboot": (f"{BEGINS}bootcmd:\n  - test -e {NOTE} || {{ echo first boot >>{NOTE}; reboot; }}\n", "reboot"),
    "power_state": (
        f"{BEGINS}runcmd:\n  - echo first boot >>{NOTE}\npower_state: {{mode: reboot, timeout: 300}}\n",
        "reboot",
    ),
}


def run(name: str, board: EmulatedBoard, steps: Steps) -> None:
    user_data, how = USER_DATA[name]
    steps.phase = "first boot"
    board.insert_card(user_data=user_data.encode())

    def what() -> None:
        board.log_in()
        look_at(board, steps)

    ended = come_up(board, steps, what, expected=1)
    with steps.check("it went down once, as the user-data say"):
        if ended != [how]:
            raise BootFailure(f"expected {how}, found {', '.join(ended) or 'none'}")
    with steps.check("one-time work of the user-data was done once"):
        docker_works.expect(board.ssh, f"sudo cat {NOTE}", "first boot")
    docker_works.bring_image(board.ssh, steps)
    docker_works.containers(board.ssh, steps)

    steps.phase = "after a reboot"
    board.reboot()
    board.log_in()
    look_at(board, steps)
    board.power_off()


SCENARIOS: dict[str, Scenario] = {name: partial(run, name) for name in USER_DATA}
