"""A system to try things on. It runs until Ctrl-C, and can be reached from outside of this container."""

import socket

from machine.board import SSH_PORT, EmulatedBoard
from machine.steps import Steps
from scenarios.common import first_boot, wait_until_up


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "stay"
    board.insert_card()
    first_boot(board, steps, lambda board, steps: wait_until_up(board.ssh, steps))
    # Forwarded by the SSH connection, not by QEMU. Otherwise, the system would send its answers to other containers to
    # the network of its own Docker.
    address = socket.gethostbyname(socket.gethostname())
    board.ssh.forward(address, SSH_PORT, board.ssh_port)
    steps.say(f"It runs. Log in with: ssh -p {SSH_PORT} {board.user}@{address}")
    board.stay_until_off()
