"""The first boot alone: the quickest way to see the expectations hold, and the compose project of the image run."""

from machine.board import EmulatedBoard
from machine.steps import Steps
from scenarios import common


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "first boot"
    board.insert_card()
    common.first_boot(board, steps, common.look_at)
    board.power_off()
