"""The image is written to a card again that a board has run from. Data partitions keep their content."""

from expectations.data import as_list
from machine.board import EmulatedBoard
from machine.failure import BootFailure
from machine.steps import Steps
from scenarios import docker_works
from scenarios.common import first_boot, look_at


def run(board: EmulatedBoard, steps: Steps) -> None:
    notes = [f"{mount}/note" for mount in as_list(board.configured["partition_mounts"])]
    if not notes:
        raise BootFailure("the scenario written_again is for an image with rpi_sd_image.partitions.")
    steps.phase = "first boot"
    board.insert_card()
    first_boot(board, steps, look_at)
    board.ssh.run(f"for note in {' '.join(notes)}; do echo kept >$note; done; touch /etc/boot-test", root=True)
    board.power_off()

    steps.phase = "after the image was written again"
    board.write_card_again()
    first_boot(board, steps, look_at)
    with steps.check("the root partition is new"):
        docker_works.expect(board.ssh, "test -e /etc/boot-test || echo new", "new")
    with steps.check("the data partitions have their content"):
        docker_works.expect(board.ssh, f"cat {' '.join(notes)}", "\n".join(["kept"] * len(notes)))
    board.power_off()
