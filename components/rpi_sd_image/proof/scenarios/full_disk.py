"""A root partition without a free block. The board can still be reached, and works again after files are removed."""

from pathlib import Path

from machine.board import EmulatedBoard
from machine.steps import Steps
from scenarios import docker_works
from scenarios.common import first_boot, look_at

FILLING = "/var/tmp/boot-test-filling"
# Allocates ever smaller files, then fills the remaining blocks, including those reserved for root. It succeeds if not
# another block can be written.
FILL = f"""
mkdir -p {FILLING} && cd {FILLING} || exit
size=$((1 << 34))
while [ $size -ge 4096 ]; do
    fallocate --length $size $size 2>/dev/null || rm -f $size
    size=$((size / 2))
done
dd if=/dev/zero of=rest bs=4096 status=none 2>/dev/null
sync
! dd if=/dev/zero of=more bs=4096 count=1 status=none 2>/dev/null
"""


def run(board: EmulatedBoard, steps: Steps) -> None:
    steps.phase = "first boot"
    board.insert_card()
    first_boot(board, steps, look_at)
    docker_works.bring_image(board.ssh, steps)

    steps.say("Filling the disk")
    with steps.check("the disk is full", vital=True):
        board.ssh.run(FILL, root=True)

    steps.phase = "with a full disk"
    board.reboot()
    board.log_in()
    steps.say("Freeing space")
    with steps.check("space can be freed", vital=True):
        board.ssh.run(f"rm -rf {FILLING}", root=True)

    steps.phase = "with space again"
    board.reboot()
    board.log_in()
    look_at(board, steps, but=Path(__file__).with_suffix(".yaml"))
    docker_works.containers(board.ssh, steps)
    board.power_off()
