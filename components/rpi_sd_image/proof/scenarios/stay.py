"""A system to play with: it stays until the run is ended (Ctrl-C), and can be reached from outside of its container."""

import socket

from machine.board import SSH_PORT, EmulatedBoard
from machine.steps import Steps
from scenarios.common import first_boot, wait_until_up


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "stay"
    board.insert_card()
    first_boot(board, steps, lambda board, steps: wait_until_up(board.ssh, steps))
    # By the connection that is there, and not by QEMU: the system would answer other containers on its own Docker's
    # network.
    address = socket.gethostbyname(socket.gethostname())
    board.ssh.forward(address, SSH_PORT)
    steps.say(f"It runs. Log in with: ssh -p {SSH_PORT} {board.user}@{address}")
    board.stay_until_off()
