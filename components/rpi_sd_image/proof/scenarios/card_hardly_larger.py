"""A card that is hardly larger than the image. It is a disk on USB, because QEMU's SD cards need a power of two."""

from machine.board import EmulatedBoard
from machine.card import MEGABYTE
from machine.steps import Steps
from scenarios import docker_works
from scenarios.common import first_boot, look_at
from systems.archive import image_size

ROOM = 8 * MEGABYTE


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "a card hardly larger than the image"
    board.insert_card(size=image_size(board.image) + ROOM)
    first_boot(board, steps, look_at)
    docker_works.bring_image(board.ssh, steps)
    docker_works.containers(board.ssh, steps)
    board.power_off()
