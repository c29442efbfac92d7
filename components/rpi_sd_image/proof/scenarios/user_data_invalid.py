"""User-data with a mistake that is not about accounts. The board starts all the same, and says what is wrong."""

import re
from pathlib import Path

from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.steps import Steps
from scenarios.common import look_at

MISTAKES = {
    "user-data that are not YAML": b"#cloud-config\nhostname: [flying-dutchman\n",
    "user-data that are no cloud-config": b"hostname: flying-dutchman\n",
}
# cloud-init's messages about these mistakes.
COMPLAINT = r"(?i)failed loading yaml|unhandled non-multipart .*userdata"


def run(board: EmulatedBoard, steps: Steps) -> None:
    for name, content in MISTAKES.items():
        steps.phase = name
        board.insert_card(user_data=content)
        board.switch_on()
        board.log_in(with_password=True)
        look_at(board, steps, but=Path(__file__).with_suffix(".yaml"))
        mistake_is_said(board, steps)
        board.power_off()


def mistake_is_said(board: EmulatedBoard, steps: Steps) -> None:
    with steps.check("cloud-init's status says what is wrong") as note:
        _, status, _ = board.ssh.outcome("cloud-init status --long")
        complaint = re.search(f"{COMPLAINT}.*", status)
        if not complaint:
            raise BootFailure(f"it says: {status}")
        note(complaint.group())
    with steps.check("the console says it"):
        if not board.console.has_said(COMPLAINT):
            raise BootFailure("the message is not there")
